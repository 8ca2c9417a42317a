package org.xen2kvm.converter.rule.layout;

import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Removes addresses and aliases of devices, so that libvirt assigns them on the new machine. */
final class AddressesChosenByLibvirt implements Rule {
  private static final DomainPath ADDRESS = DomainPath.of("/domain/devices/*/address");
  private static final DomainPath ALIAS = DomainPath.of("/domain/devices/*/alias");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "generic-drop-address-alias",
      Phase.LAYOUT,
      "Lets libvirt assign the addresses of devices",
      """
      An address tells where on a bus of the virtual machine a device sits. The buses of the KVM machine are others: \
      libvirt answers "virtio disk cannot have an address of type 'drive'" or finds no such bus. Aliases are names of \
      one run, made by libvirt; only those that a user chose (ua-…) stay. The address of a passed-through device on \
      the host (hostdev/source/address) is another matter and stays, too.
      """,
      "libvirt, formatdomain: device addresses",
      "measured: define of disks that keep the drive address of an IDE disk on virtio");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    domain.removeAll(ADDRESS, "The address belongs to Xen's virtual machine; libvirt assigns a new one");
    for (Element alias : domain.select(ALIAS)) {
      // libvirt reserves the prefix for names that users give (formatdomain, devices).
      if (!alias.getAttributeValue("name", "").startsWith("ua-")) {
        domain.remove(alias, "The alias is a name of one run; libvirt makes a new one");
      }
    }
  }
}
