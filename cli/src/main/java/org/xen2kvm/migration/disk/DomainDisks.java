package org.xen2kvm.migration.disk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdom2.Element;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.GuestImplications.DiskRename;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainPath;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.converter.xml.DomainTree;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.migration.plan.DiskElement;
import org.xen2kvm.migration.plan.SourceDisk;

/**
 * The disks of a converted domain that lie on this host as files or block devices, in the order of the definition. Drives for
 * removable media are left out: a guest's files never lie there.
 *
 * @param disks those that can be opened
 * @param problems why each of the others cannot, a sentence each without a full stop
 */
public record DomainDisks(List<SourceDisk> disks, List<String> problems) {
  private static final DomainPath DISKS = DomainPath.of("/domain/devices/disk");

  /** Returns the disks of a definition that the converter made. */
  public static DomainDisks of(ConversionResult conversion) {
    List<DiskRename> renames = conversion.guestImplications().disks();
    DomainTree domain;
    try {
      domain = DomainParser.parse(conversion.converted());
    } catch (DomainSyntaxException e) {
      throw new IllegalStateException("The converter's result cannot be read", e);
    }
    Map<String, Element> byTarget = new HashMap<>();
    for (Element disk : domain.select(DISKS)) {
      Element target = disk.getChild("target");
      if (target != null) {
        byTarget.put(target.getAttributeValue("dev", ""), disk);
      }
    }
    List<SourceDisk> disks = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (DiskRename rename : renames) {
      Element disk = byTarget.get(rename.targetDev());
      if (disk != null && (rename.device().equals("disk") || rename.device().equals("lun"))) {
        DiskElement.image(disk).ifPresentOrElse(
            image -> disks.add(sourceDisk(rename, image, disk.getChild("readonly") != null)),
            () -> problems.add("Disk " + rename.xenName() + " is no file and no block device of this host"));
      }
    }
    return new DomainDisks(List.copyOf(disks), List.copyOf(problems));
  }

  private static SourceDisk sourceDisk(DiskRename rename, DiskImage image, boolean readOnly) {
    return new SourceDisk(
        rename.xenName(), rename.targetDev(), rename.guestName(), rename.partition(), rename.boot(), image, readOnly);
  }
}
