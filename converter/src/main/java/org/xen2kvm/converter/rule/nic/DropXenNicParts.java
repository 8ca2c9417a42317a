package org.xen2kvm.converter.rule.nic;

import java.util.List;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Removes what only Xen understands inside an interface: the driver domain, and drivers of Xen's kernel. */
final class DropXenNicParts implements Rule {
  /**
   * {@code driver/@name} of an interface with a tap device: libvirt, formatdomain, "Setting NIC driver-specific
   * options".
   */
  private static final Set<String> KVM_DRIVERS = Set.of("vhost", "qemu");

  /** {@code driver/@name} of an interface that is a passed-through device. */
  private static final Set<String> HOSTDEV_DRIVERS = Set.of("vfio");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "nic-drop-xen-children",
      Phase.NETWORK,
      "Removes driver domains and Xen drivers from interfaces",
      """
      `<backenddomain>` says which other guest serves the interface. KVM has no driver domains, and libvirt neither \
      obeys nor refuses the element: the interface silently connects to a bridge of that name on the host, or to none. \
      So the element goes and a warning names the domain that served it.

      A driver that KVM does not have goes too: `xen` on a passed-through interface (the default, vfio, is right), any \
      other unknown name on the rest, which libvirt would refuse. Its other settings, such as queues, are kept. Stale \
      addresses and aliases of all devices are generic-drop-address-alias's business.
      """,
      "libvirt, formatdomain: Setting up a network backend in a driver domain",
      "libvirt, define: Invalid value for attribute 'name' in element 'driver': 'xen'",
      "libvirt, formatdomain: Setting NIC driver-specific options");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Nic nic : Nic.all(domain)) {
      for (Element backend : List.copyOf(nic.element().getChildren("backenddomain"))) {
        context.warn(
            backend,
            nic.title() + " was served by the driver domain " + backend.getAttributeValue("name", "")
                + "; KVM has no driver domains",
            "Give the KVM host a bridge or network that leads where that domain did, and map the interface to it.");
        domain.remove(backend, "KVM serves interfaces from the host, not from another guest");
      }
      for (Element driver : List.copyOf(nic.element().getChildren("driver"))) {
        dropXenDriver(nic, driver, domain);
      }
    }
  }

  private static void dropXenDriver(Nic nic, Element driver, DomainEditor domain) {
    String name = driver.getAttributeValue("name");
    Set<String> known = nic.type().equals("hostdev") ? HOSTDEV_DRIVERS : KVM_DRIVERS;
    if (name == null || known.contains(name)) {
      return;
    }
    String reason = "KVM has no network driver " + name;
    if (driver.getAttributes().size() == 1 && driver.getChildren().isEmpty()) {
      domain.remove(driver, reason);
    } else {
      domain.removeAttribute(driver, "name", reason);
    }
  }
}
