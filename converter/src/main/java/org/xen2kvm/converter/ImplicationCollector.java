package org.xen2kvm.converter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.GuestImplications.BootChange;
import org.xen2kvm.converter.GuestImplications.ConsoleMove;
import org.xen2kvm.converter.GuestImplications.DiskRename;
import org.xen2kvm.converter.GuestImplications.NicChange;
import org.xen2kvm.converter.decision.DiskLayout;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.policy.Policy.ConsoleChoice;
import org.xen2kvm.converter.rule.RuleContext.Conversion;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainTree;

/** Compares a domain before and after conversion with the eyes of the guest. For one conversion. */
final class ImplicationCollector {
  private static final DomainPath INTERFACES = DomainPath.of("/domain/devices/interface");
  private static final DomainPath XEN_CONSOLE = DomainPath.of("/domain/devices/console[target/@type='xen']");
  private static final DomainPath BOOTLOADER = DomainPath.of("/domain/bootloader");
  private static final DomainPath KERNEL = DomainPath.of("/domain/os/kernel");
  private static final DomainPath BOOT = DomainPath.of("/domain/os/boot");

  private record Nic(Element element, String mac, String model) {}

  private final Conversion conversion;
  private final List<Nic> nics;
  private final boolean hadXenConsole;
  private final boolean kernelFromGuest;

  /** Looks at the domain before any rule has run. */
  ImplicationCollector(Conversion conversion) {
    this.conversion = conversion;
    DomainTree tree = conversion.tree();
    this.nics = new ArrayList<>();
    for (Element element : tree.select(INTERFACES)) {
      nics.add(nic(conversion, element));
    }
    this.hadXenConsole =
        conversion.decisions().kind().hasOnlyXenDevices() || !tree.select(XEN_CONSOLE).isEmpty();
    this.kernelFromGuest = !tree.select(BOOTLOADER).isEmpty() || !tree.select(KERNEL).isEmpty();
  }

  private static Nic nic(Conversion conversion, Element element) {
    Element mac = element.getChild("mac");
    String fallback = conversion.decisions().kind().hasOnlyXenDevices() ? "netfront" : "";
    return new Nic(element, mac == null ? "" : mac.getAttributeValue("address", ""), model(element, fallback));
  }

  private static String model(Element element, String fallback) {
    Element model = element.getChild("model");
    return model == null ? fallback : model.getAttributeValue("type", fallback);
  }

  /** Returns the implications, once all rules have run. */
  GuestImplications collect() {
    List<NicChange> changes = new ArrayList<>();
    for (Nic nic : nics) {
      if (nic.element().getDocument() != null) {
        changes.add(new NicChange(nic.mac(), nic.model(), model(nic.element(), "")));
      }
    }
    return new GuestImplications(disks(), console(), changes, boot());
  }

  private List<DiskRename> disks() {
    DiskLayout layout = conversion.disks();
    List<DiskRename> renames = new ArrayList<>();
    for (DiskPlacement placement : layout.all()) {
      Element target = placement.disk().getChild("target");
      if (target != null && placement.disk().getDocument() != null) {
        // What stands in the XML counts: a user rule or a switched-off rule may have had its way.
        renames.add(new DiskRename(
            placement.device(),
            placement.xenName(),
            target.getAttributeValue("dev", placement.dev()),
            target.getAttributeValue("bus", placement.bus()),
            layout.guestName(placement),
            placement.isPartition(),
            placement.boot()));
      }
    }
    return renames;
  }

  private Optional<ConsoleMove> console() {
    if (!hadXenConsole) {
      return Optional.empty();
    }
    boolean serial = conversion.policy().hardware().console() == ConsoleChoice.SERIAL;
    return Optional.of(new ConsoleMove("hvc0", serial ? "ttyS0" : ""));
  }

  private BootChange boot() {
    DomainTree tree = conversion.tree();
    if (!tree.select(KERNEL).isEmpty()) {
      return BootChange.DIRECT_KERNEL;
    }
    List<Element> boot = tree.select(BOOT);
    if (!boot.isEmpty() && boot.get(0).getAttributeValue("dev", "").equals("network")) {
      return BootChange.NETWORK;
    }
    return kernelFromGuest ? BootChange.NEEDS_BOOT_LOADER : BootChange.UNCHANGED;
  }
}
