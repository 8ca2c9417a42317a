package org.xen2kvm.converter.rule.diskbus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdom2.Element;
import org.xen2kvm.converter.decision.DiskName;
import org.xen2kvm.converter.decision.DiskPlacement;
import org.xen2kvm.converter.decision.DiskPlacement.Reason;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.xml.DomainPath;

/** Gives each disk a target of its own where the old letter cannot stay. */
final class UniqueTargets implements Rule {
  private static final DomainPath NAMELESS_DISKS = DomainPath.of("/domain/devices/disk[not(target)]");
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk[source]");

  /** The other reasons' rules set bus and name together. */
  private static final Set<Reason> NAMED_HERE = Set.of(Reason.PARAVIRTUAL, Reason.EMULATED);

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-target-uniqueness",
      Phase.STORAGE,
      "Names all disks of a domain together, each name once",
      """
      Names are given over all disks of the domain at once, because letters that were apart under Xen can meet under \
      KVM: hda and xvda both want to be vda, and libvirt answers "target 'vda' duplicated". Virtio disks are named \
      without gaps in the order of their old letters, because that is how the guest's kernel counts them: xvda and \
      xvdc are vda and vdb inside, whatever the definition says, and now it says so. xvdaa becomes the 27th. This \
      rule changes the name alone; the bus is set, and a letter that stays is carried over, by disk-bus-pv and \
      disk-bus-hvm. A disk without any target gets one.

      The rule also looks for one image in two disks: QEMU locks what a disk may write to, and the start fails with \
      "Failed to get "write" lock", unless all of them are read-only or shareable.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (target)",
      "measured: virsh define, target 'vda' duplicated; virsh start with one image twice");

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Attachment> disks = Attachment.all(domain, context);
    for (Attachment disk : disks) {
      boolean namedHere = NAMED_HERE.contains(disk.place().reason());
      if (namedHere && !context.disks().keepsLetter(disk.place())) {
        domain.setAttribute(disk.target(), "dev", disk.place().dev(), reason(disk, context));
      }
    }
    for (Element disk : domain.select(NAMELESS_DISKS)) {
      DiskPlacement place = context.disks().of(disk);
      if (place != null) {
        Element target = DomainEditor.element("target", "dev", place.dev(), "bus", place.bus());
        domain.append(disk, target, "libvirt wants a target in every disk");
      }
    }
    warnOfSharedImages(domain, context);
  }

  private static String reason(Attachment disk, RuleContext context) {
    DiskPlacement place = disk.place();
    String wanted = place.name()
        .filter(name -> !name.isPartition())
        .map(name -> DiskName.of(DiskName.prefixOn(place.bus()), name.index()))
        .orElse("");
    Optional<DiskPlacement> other =
        context.disks().all().stream().filter(each -> each.dev().equals(wanted)).findFirst();
    if (wanted.isEmpty()) {
      return "libvirt takes a target such as " + place.dev() + " on bus " + place.bus();
    }
    if (wanted.equals(place.dev())) {
      return "Of the disks that could be " + wanted + ", this one is the first";
    }
    if (other.isPresent()) {
      return "The name " + wanted + " goes to the disk that was " + other.get().xenName() + " under Xen";
    }
    return place.bus().equals("virtio")
        ? "The guest's kernel counts virtio disks without gaps"
        : "The bus " + place.bus() + " has no place " + wanted + " for this disk";
  }

  private static void warnOfSharedImages(DomainEditor domain, RuleContext context) {
    List<Element> disks = domain.select(DISKS);
    if (disks.size() < 2) {
      return;
    }
    Map<String, List<Element>> users = new HashMap<>();
    for (Element disk : disks) {
      String image = image(disk);
      List<Element> before = users.computeIfAbsent(image, any -> new ArrayList<>());
      before.add(disk);
      if (!image.isEmpty() && before.size() == 2 && locks(before)) {
        context.warn(
            disk,
            "The image " + image + " is in two disks of this domain, and QEMU locks it for one of them",
            "Remove one of the disks, or make both read-only or shareable.");
      }
    }
  }

  private static String image(Element disk) {
    Element source = disk.getChild("source");
    return source == null ? "" : source.getAttributeValue("file", source.getAttributeValue("dev", "")).strip();
  }

  private static boolean locks(List<Element> disks) {
    boolean allReadOnly = disks.stream().allMatch(disk ->
        disk.getChild("readonly") != null || disk.getAttributeValue("device", "disk").equals("cdrom"));
    boolean allShareable = disks.stream().allMatch(disk -> disk.getChild("shareable") != null);
    return !allReadOnly && !allShareable;
  }
}
