package org.xen2kvm.converter.rule.hostdev;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes devices of containers and tells what a passed-through device needs on the KVM host. */
final class HostdevNeedsTheDevice implements Rule {
  private static final DomainPath HOSTDEV = DomainPath.of("/domain/devices/hostdev");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "hostdev-host",
      Phase.DEVICE,
      "Tells what passed-through devices need on the KVM host",
      """
      A passed-through device stays in the definition, but the KVM host must have the same device: at the same \
      address for PCI, with the IOMMU on and a driver that lets go of it; otherwise start fails with "host \
      doesn't support passthrough of host PCI devices". Capability devices (mode='capabilities') belong to LXC \
      containers; QEMU has none, so they are removed.
      """,
      "libvirt, formatdomain: host device assignment",
      "measured: start without an IOMMU");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Element hostdev : domain.select(HOSTDEV)) {
      String type = hostdev.getAttributeValue("type", "");
      if (hostdev.getAttributeValue("mode", "").equals("capabilities")) {
        context.warn(hostdev, "A host device of mode 'capabilities' belongs to containers and is removed", "");
        domain.remove(hostdev, "QEMU has no host devices of mode 'capabilities'");
      } else {
        context.warn(
            hostdev,
            "The domain passes a " + type + " device of the Xen host through",
            type.equals("pci")
                ? "Check with virsh nodedev-list --cap pci that the KVM host has it at this address, with the IOMMU on."
                : "Check that the KVM host has this device, or remove it by a user rule.");
      }
    }
  }
}
