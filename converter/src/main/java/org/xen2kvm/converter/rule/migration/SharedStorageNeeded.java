package org.xen2kvm.converter.rule.migration;

import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Tells which disks have to be reachable from both hosts. */
final class SharedStorageNeeded implements Rule {
  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-storage-migration",
      Phase.VERIFY,
      "Tells which disks both hosts have to reach",
      """
      A migration moves the memory; the disks stay where they are, and the other host has to find them under the same \
      path. For files libvirt looks at the file system, and refuses one that is local: "Migration without shared \
      storage is unsafe". For block devices it does not look. A volume /dev/vg0/web1 that both hosts have, each its \
      own, is another disk, and the guest would write to it; so the warning of block devices is another one. A \
      definition cannot say which it is, so each disk on a file, block device or pool volume is told, once for all of \
      a kind. Disks that the guest only reads are a matter of disk-medium-migration; those on the network (rbd, iscsi, \
      nbd) are none. Writable images can also be copied while the guest moves: virsh migrate --copy-storage-all.
      """,
      "libvirt, qemu_migration.c: qemuMigrationSrcIsSafe",
      "libvirt, Guest migration: migrating with non-shared storage",
      "measured: a file on a local disk is refused, with --copy-storage-all it moves; a block device is not asked about")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    List<Image> files = new ArrayList<>();
    List<Image> devices = new ArrayList<>();
    List<Image> volumes = new ArrayList<>();
    for (Image image : Image.all(domain)) {
      if (!image.isReadOnly()) {
        switch (image.type()) {
          case "file" -> files.add(image);
          case "block" -> devices.add(image);
          case "volume" -> volumes.add(image);
          default -> { } // on the network, or a thing of the host that other rules tell of
        }
      }
    }
    tell(context, files,
        "on a file system of the host; libvirt refuses to move the guest unless that file system is a shared one",
        "Put them on storage that both hosts mount at the same path (NFS, CephFS, GFS2), or have them copied along:"
            + " virsh migrate --copy-storage-all.");
    tell(context, devices,
        "on block storage of the host; libvirt takes that to be shared and does not check it, and the guest would"
            + " write to whatever has the same name on the other host",
        "Make sure that both hosts see the same devices under the same names (SAN, iSCSI, multipath), or have them copied along"
            + " into devices prepared there: virsh migrate --copy-storage-all.");
    tell(context, volumes,
        "in a storage pool; the other host needs a pool of the same name with the same volumes",
        "Use a pool on shared storage that is active on both hosts, or have the volumes copied along:"
            + " virsh migrate --copy-storage-all.");
  }

  private static void tell(RuleContext context, List<Image> images, String what, String advice) {
    if (!images.isEmpty()) {
      String are = images.size() == 1 ? "The disk " + Image.names(images) + " is " : "The disks " + Image.names(images) + " are ";
      context.warn(images.get(0).disk(), are + what, advice);
    }
  }
}
