package org.xen2kvm.converter.rule.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.rule.DomainEditor;
import org.xen2kvm.converter.rule.Phase;
import org.xen2kvm.converter.rule.Rule;
import org.xen2kvm.converter.rule.RuleContext;
import org.xen2kvm.converter.rule.RuleDescriptor;

/** Tells which disks libvirt may refuse to move for the host's cache. */
final class UncachedDisksNeeded implements Rule {
  private static final Set<String> IMAGE_OF_THE_HOST = Set.of("file", "block", "volume");
  private static final Set<String> UNCACHED = Set.of("none", "directsync");

  /** Machine types that only came with QEMU 4.0 or later: pc-q35-7.2, pc-i440fx-4.0; RHEL's of 8.1 is QEMU 4.1. */
  private static final Pattern DROPS_CACHE =
      Pattern.compile("pc-(q35|i440fx)-(([4-9]|[1-9][0-9])\\.[0-9.]+|rhel(8\\.[1-9]|9|[1-9][0-9])[0-9.]*)");

  private static final RuleDescriptor DESCRIPTOR = RuleDescriptor.of(
      "disk-cache-migration",
      Phase.VERIFY,
      "Tells which disks the host's cache ties to it",
      """
      libvirt moves a guest whose disks stay where they are only if nothing of them can be stale in the other host's \
      page cache: with cache none or directsync, for shareable disks, for those that the guest only reads, for those \
      on the network; or where QEMU drops the cache by itself, as it does since 4.0. Otherwise it answers "Migration \
      may lead to data corruption if disks use cache other than none or directsync". Nothing is said when the host \
      profile has a machine type of QEMU 4.0 or later. disk-cache-none sets the cache mode.
      """,
      "libvirt, qemu_migration.c: qemuMigrationSrcIsSafe (QEMU_CAPS_MIGRATION_FILE_DROP_CACHE)",
      "libvirt, formatdomain: hard drives, floppy disks, CDROMs (driver, cache)",
      "measured: a guest with a block device and cache='writeback' moves between libvirt 9.0 with QEMU 7.2")
      .forMigration();

  @Override
  public RuleDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void apply(DomainEditor domain, RuleContext context) {
    if (dropsCache(context.host())) {
      return;
    }
    List<Image> cached = new ArrayList<>();
    for (Image image : Image.all(domain)) {
      if (IMAGE_OF_THE_HOST.contains(image.type()) && !image.isReadOnly() && !image.isShared()
          && !UNCACHED.contains(image.cache())) {
        cached.add(image);
      }
    }
    if (!cached.isEmpty()) {
      context.warn(
          cached.get(0).disk(),
          "What is written to " + Image.names(cached) + " passes through the host's cache; with a QEMU older than 4.0 libvirt"
              + " refuses to move such a guest",
          "Set cache='none' on the <driver> of these disks, as --for-live-migration does; or give the hosts' capabilities by"
              + " --host if their QEMU is newer.");
    }
  }

  private static boolean dropsCache(HostProfile host) {
    for (String machine : host.machines()) {
      if (DROPS_CACHE.matcher(machine).matches()) {
        return true;
      }
    }
    return false;
  }
}
