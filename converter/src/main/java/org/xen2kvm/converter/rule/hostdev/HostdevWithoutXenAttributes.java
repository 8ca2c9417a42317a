package org.xen2kvm.converter.rule.hostdev;

import java.util.List;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes what only Xen knows about a passed-through device. */
final class HostdevWithoutXenAttributes implements Rule {
  private static final DomainPath HOSTDEV = DomainPath.of("/domain/devices/hostdev");
  private static final DomainPath PLACE =
      DomainPath.of("/domain/devices/hostdev/address | /domain/devices/hostdev/alias");
  private static final List<String> XEN_SETTINGS = List.of("nostrictreset", "writeFiltering", "powerManagementFiltering", "permissive");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "hostdev-attributes",
      Phase.DEVICE,
      "Removes settings of passed-through devices that only Xen knows",
      """
      nostrictreset (Qubes), writeFiltering, powerManagementFiltering and permissive tell Xen's pciback what a \
      guest may write to a device. libvirt refuses them for KVM ("Write filtering of PCI device configuration \
      space is not supported"). The device's place in the guest goes too, because it belongs to Xen's virtual \
      PCI bus.
      """,
      "libvirt, formatdomain: host device assignment",
      "measured: define with writeFiltering='no'");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element hostdev : domain.select(HOSTDEV)) {
      dropXenSettings(domain, hostdev);
      Element source = hostdev.getChild("source");
      if (source != null) {
        dropXenSettings(domain, source);
      }
    }
    domain.removeAll(PLACE, "The address belongs to Xen's virtual PCI bus; libvirt assigns a new one");
  }

  private static void dropXenSettings(DomainEditor domain, Element element) {
    for (String name : XEN_SETTINGS) {
      domain.removeAttribute(element, name, "Only Xen's pciback knows " + name);
    }
  }
}
