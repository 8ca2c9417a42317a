package org.xen2kvm.converter.rule.migration;

import java.util.Set;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Tells which media the other host has to have before the guest can start there. */
final class MediumOnBothHosts implements Rule {
  private static final Set<String> IMAGE_OF_THE_HOST = Set.of("file", "block", "volume", "dir");
  private static final Set<String> MAY_BE_MISSING = Set.of("optional", "requisite");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-medium-migration",
      Phase.VERIFY,
      "Tells which read-only media both hosts need",
      """
      libvirt does not mind where an image lies that the guest only reads, but the QEMU on the other host opens it: \
      without it the migration fails there. A CD or floppy drive whose source has startupPolicy optional or requisite \
      loses its medium instead, and the guest moves; disk-cdrom-optional sees to that in what is converted. A floppy \
      that the guest may write to is a disk like others, told by disk-storage-migration.
      """,
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (source, startupPolicy)",
      "libvirt, qemu_migration.c: qemuMigrationSrcIsSafe",
      "measured: an ISO that the other host lacks: 'Cannot access storage file'; with a startupPolicy the drive is empty there")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    for (Image image : Image.all(domain)) {
      if (!image.isReadOnly() || !IMAGE_OF_THE_HOST.contains(image.type())
          || MAY_BE_MISSING.contains(image.source().getAttributeValue("startupPolicy", ""))) {
        continue;
      }
      if (image.isRemovable()) {
        context.warn(
            image.disk(),
            "The drive " + image.name() + " holds a medium of the host, without which the guest cannot arrive on another one",
            "Eject it (virsh change-media --eject), set startupPolicy='optional' on its <source>, or put the image on storage"
                + " that both hosts reach.");
      } else {
        context.warn(
            image.disk(),
            "The disk " + image.name() + " is an image of the host that the guest only reads; libvirt does not copy it",
            "Put it on storage that both hosts reach, or copy it to the same path on the other host.");
      }
    }
  }
}
