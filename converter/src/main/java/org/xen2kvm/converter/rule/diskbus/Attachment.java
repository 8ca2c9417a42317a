package org.xen2kvm.converter.rule.diskbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.xml.DomainPath;

/**
 * A disk that is there, its target element and the place decided for it.
 *
 * @param disk the disk
 * @param target its target
 * @param place where it goes
 */
record Attachment(Element disk, Element target, DiskPlacement place) {
  private static final DomainPath DISKS_WITH_TARGET = DomainPath.of("/domain/devices/disk[target]");

  /** Returns the disks that were placed for a reason, in the order of the definition. */
  static List<Attachment> placedFor(Reason reason, DomainEditor domain, RuleContext context) {
    List<Attachment> placed = all(domain, context);
    placed.removeIf(each -> each.place().reason() != reason);
    return placed;
  }

  /** Returns all disks that have a target, in the order of the definition. */
  static List<Attachment> all(DomainEditor domain, RuleContext context) {
    List<Attachment> attachments = new ArrayList<>();
    for (Element disk : domain.select(DISKS_WITH_TARGET)) {
      Element target = disk.getChild("target");
      DiskPlacement place = context.disks().of(disk);
      if (target != null && place != null) {
        attachments.add(new Attachment(disk, target, place));
      }
    }
    return attachments;
  }

  /** Sets bus and name. */
  void carryOut(DomainEditor domain, String reason) {
    setBus(domain, reason);
    domain.setAttribute(target, "dev", place.dev(), "On bus " + place.bus() + " the disk is named " + place.dev());
  }

  /** Sets the bus, and the name when it differs in nothing but the prefix; other names are UniqueTargets' business. */
  void carryOutKeepingLetter(DomainEditor domain, RuleContext context, String reason) {
    setBus(domain, reason);
    if (context.disks().keepsLetter(place)) {
      domain.setAttribute(target, "dev", place.dev(), "On bus " + place.bus() + " the disk is named " + place.dev());
    }
  }

  private void setBus(DomainEditor domain, String reason) {
    domain.setAttribute(target, "bus", place.bus(), reason);
  }

  /** Returns the name by which reports call the disk: the one that it had under Xen. */
  String oldName() {
    return place.xenName().isEmpty() ? place.dev() : place.xenName();
  }

  /** Returns why the policy put the disk where it goes, or empty when the policy leaves the bus open. */
  Optional<String> policyReason(RuleContext context) {
    return context.policy().hardware().diskBus().map(bus -> bus.equals(place.bus())
        ? "The policy attaches hard disks to bus " + bus
        : "The policy attaches hard disks to bus " + bus + ", which the machine has not; " + place.bus()
            + " comes closest");
  }
}
