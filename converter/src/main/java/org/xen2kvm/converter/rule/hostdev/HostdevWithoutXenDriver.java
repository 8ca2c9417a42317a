package org.xen2kvm.converter.rule.hostdev;

import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Passes PCI devices through VFIO instead of Xen. */
final class HostdevWithoutXenDriver implements Rule {
  private static final DomainPath DRIVER = DomainPath.of("/domain/devices/hostdev/driver[@name='xen']");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "hostdev-driver",
      Phase.DEVICE,
      "Removes Xen as the driver of passed-through PCI devices",
      """
      PCI passthrough under Xen goes through pciback, under KVM through VFIO, which libvirt takes without \
      being told. Left in, start fails with "invalid PCI passthrough type 'xen'".
      """,
      "libvirt, formatdomain: host device assignment",
      "measured: start with driver name='xen'");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(DRIVER, "libvirt passes PCI devices through VFIO on KVM");
  }
}
