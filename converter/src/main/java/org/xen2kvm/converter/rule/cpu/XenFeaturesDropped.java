package org.xen2kvm.converter.rule.cpu;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes features that mean something to Xen only. */
final class XenFeaturesDropped implements Rule {
  private static final DomainPath XEN_FEATURES = DomainPath.of(
      "/domain/features/hap | /domain/features/xen | /domain/features/privnet | /domain/features/nonpae");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "drop-xen-features",
      Phase.CPU,
      "Removes features of Xen",
      """
      hap switches hardware-assisted paging for one guest; KVM decides that for the whole host (the ept or npt \
      parameter of its module). xen holds e820_host and passthrough, which prepare a guest of Xen for PCI devices; \
      KVM needs neither. privnet belongs to containers. nonpae is a capability of old Xen hosts. libvirt accepts all \
      of them and does nothing. viridian is no such case, see viridian-to-hyperv.
      """,
      "libvirt, formatdomain: hypervisor features");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element feature : domain.select(XEN_FEATURES)) {
      domain.remove(feature, reason(feature.getName()));
    }
  }

  private static String reason(String feature) {
    return switch (feature) {
      case "hap" -> "KVM decides on hardware-assisted paging for the whole host";
      case "xen" -> "These switches are for Xen's hypervisor";
      default -> "The QEMU driver does nothing for this feature";
    };
  }
}
