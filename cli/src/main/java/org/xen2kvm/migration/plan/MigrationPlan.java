package org.xen2kvm.migration.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.file.FileName;
import org.xen2kvm.guestfix.plan.FixPlan;

/**
 * All that a migration of one guest will do, complete in itself: what a person reviews, and what is then done exactly.
 * Immutable.
 *
 * @param toolVersion the version that made it
 * @param name the domain's name, or that of the first image
 * @param label how messages call the guest: the path that was given
 * @param inputs the files that it was made from
 * @param definition the domain's definition; empty when only images were given
 * @param definitionFile where the definition is written; empty when there is none, or none that may be used
 * @param disks the guest's disks on this host, in the order of the definition
 * @param keep what becomes of the overlays
 * @param guest what is inside, a line each
 * @param mounts the guest's filesystems, the root first
 * @param fixes what is done inside
 * @param hostBoot the files on the host from which the guest is started; empty when it starts by itself
 * @param sourceUri libvirt's URI of the Xen host, on which the guest must be off; empty when it is not asked
 * @param run what is done with the domain on its host; empty when only files are made
 */
public record MigrationPlan(
    String toolVersion,
    String name,
    String label,
    List<InputDigest> inputs,
    Optional<DomainDefinition> definition,
    Optional<Path> definitionFile,
    List<PlannedDisk> disks,
    KeepChoice keep,
    List<String> guest,
    List<PlannedMount> mounts,
    FixPlan fixes,
    Optional<HostBoot> hostBoot,
    Optional<String> sourceUri,
    Optional<RunPlan> run) {

  /**
   * Refuses what no planner makes and what could harm whoever applies it.
   *
   * @throws IllegalArgumentException when it names a file of the host twice, or its parts do not fit each other
   */
  public MigrationPlan {
    inputs = List.copyOf(inputs);
    disks = List.copyOf(disks);
    guest = List.copyOf(guest);
    mounts = List.copyOf(mounts);
    HostFileRules.check(disks, keep, definitionFile, hostBoot);
    FixPlanRules.check(fixes, hostBoot);
    if ((run.isPresent() || sourceUri.isPresent()) && definition.isEmpty()) {
      throw new IllegalArgumentException("there is no definition of a domain on a host");
    }
    if (run.flatMap(RunPlan::pool).isPresent() && keep != KeepChoice.FLATTEN) {
      throw new IllegalArgumentException("an overlay is copied without the disk that it needs");
    }
  }

  /** Returns the same plan with something else done with the domain. */
  public MigrationPlan running(Optional<RunPlan> other) {
    return new MigrationPlan(toolVersion, name, label, inputs, definition, definitionFile, disks, keep, guest, mounts, fixes,
        hostBoot, sourceUri, other);
  }

  /** Returns whether the guest cannot be migrated as it is; the findings say why. */
  public boolean isRefused() {
    return fixes.isRefused()
        || definition.filter(all -> all.findings().stream().anyMatch(f -> f.severity() == Severity.ERROR)).isPresent();
  }

  /** Returns whether applying it changes anything inside the guest or in its definition. */
  public boolean changesAnything() {
    return !fixes.actions().isEmpty() || hostBoot.isPresent()
        || definition.filter(all -> !all.changes().isEmpty()).isPresent();
  }

  /** Returns whether the guest's disks are opened to apply it. */
  public boolean changesDisks() {
    return disks.stream().anyMatch(PlannedDisk::changed);
  }

  /** Returns the files that applying it makes, none of which may be there before. */
  public List<Path> newFiles() {
    return HostFileRules.newFiles(disks, keep, definitionFile, hostBoot);
  }

  /** Returns the name as part of a file's name. */
  public String fileName() {
    return FileName.of(name);
  }
}
