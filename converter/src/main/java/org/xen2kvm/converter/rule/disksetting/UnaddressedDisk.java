package org.xen2kvm.converter.rule.disksetting;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes the addresses and aliases that disks had on Xen's controllers. */
final class UnaddressedDisk implements Rule {
  private static final DomainPath ADDRESSES = DomainPath.of("/domain/devices/disk/address");
  private static final DomainPath ALIASES = DomainPath.of("/domain/devices/disk/alias[not(starts-with(@name, 'ua-'))]");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-address-drop",
      Phase.STORAGE,
      "Lets libvirt choose the addresses of disks",
      """
      An address places a disk on a controller of the old machine. With another bus it is refused ("virtio disk \
      cannot have an address of type 'drive'"), with another letter it contradicts the target; without one libvirt \
      derives it from the target, as it did under Xen. Aliases of a running domain go too; those that a user gave \
      (`ua-…`) stay.
      """,
      "libvirt, formatdomain: device addresses",
      "measured: virsh define, virtio disk cannot have an address of type 'drive'");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(ADDRESSES, "libvirt derives the address on the new machine from the target");
    for (Element alias : domain.select(ALIASES)) {
      domain.remove(alias, "The alias belonged to the running Xen domain");
    }
  }
}
