package org.xen2kvm.migration;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.guestfix.plan.FixPlan;

/**
 * All that a migration of one guest will do, complete in itself: what a person reviews, and what is then done exactly. Immutable.
 *
 * @param toolVersion the version that made it
 * @param name the domain's name, or that of the first image
 * @param label how messages call the guest: the path that was given
 * @param definition the domain's definition; empty when only images were given
 * @param disks the guest's disks on this host, in the order of the definition
 * @param keep what becomes of the overlays
 * @param guest what is inside, a line each
 * @param mounts the guest's filesystems, the root first
 * @param fixes what is done inside
 * @param hostBoot the files on the host from which the guest is started; empty when it starts by itself
 */
public record MigrationPlan(
    String toolVersion,
    String name,
    String label,
    Optional<DomainDefinition> definition,
    List<PlannedDisk> disks,
    KeepChoice keep,
    List<String> guest,
    List<MigrationPlan.PlannedMount> mounts,
    FixPlan fixes,
    Optional<HostBoot> hostBoot) {
  public MigrationPlan {
    disks = List.copyOf(disks);
    guest = List.copyOf(guest);
    mounts = List.copyOf(mounts);
  }

  /** Returns whether the guest cannot be migrated as it is; the findings say why. */
  public boolean isRefused() {
    return fixes.isRefused()
        || definition.filter(all -> all.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR)).isPresent();
  }

  /** Returns whether applying it changes anything. */
  public boolean changesAnything() {
    return !fixes.actions().isEmpty() || hostBoot.isPresent()
        || definition.filter(all -> !all.changes().isEmpty()).isPresent();
  }

  /** Returns the name as part of a file's name. */
  public String fileName() {
    return FileName.of(name);
  }

  /**
   * Where a filesystem of the guest is mounted.
   *
   * @param device the appliance's name for its volume
   * @param at the mount point in the guest
   * @param subvolume the btrfs subvolume; empty for the default one
   */
  public record PlannedMount(String device, String at, String subvolume) {}
}
