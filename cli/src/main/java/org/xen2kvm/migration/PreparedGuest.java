package org.xen2kvm.migration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.SourceDisk;

/**
 * A guest before its disks are opened. Immutable.
 *
 * @param name the domain's name, or what stands for it
 * @param source what was given
 * @param conversion what the converter makes of the definition while nothing is known of the inside; empty when only images
 *     were given
 * @param disks its disks and where their overlays go
 * @param keep what becomes of the overlays
 * @param definitionFile where the definition goes; empty when there is none
 * @param earlier the files of an earlier migration that are in the way
 * @param findings what was found out before the disks are opened
 */
public record PreparedGuest(
    String name,
    GuestSource source,
    Optional<ConversionResult> conversion,
    List<PlannedDisk> disks,
    KeepChoice keep,
    Optional<Path> definitionFile,
    List<Path> earlier,
    List<FixFinding> findings) {
  public PreparedGuest {
    disks = List.copyOf(disks);
    earlier = List.copyOf(earlier);
    findings = List.copyOf(findings);
  }

  /** Returns whether its disks can be opened. */
  public boolean isReady() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }

  /** Returns the files that migrating it makes, as far as they are known now. */
  public List<Path> newFiles() {
    return newFiles(disks, keep, definitionFile);
  }

  static List<Path> newFiles(List<PlannedDisk> disks, KeepChoice keep, Optional<Path> definitionFile) {
    return Stream.concat(disks.stream().flatMap(disk -> disk.newFile(keep).stream()), definitionFile.stream()).toList();
  }

  /** Returns its disks. */
  public List<SourceDisk> sourceDisks() {
    return disks.stream().map(PlannedDisk::source).toList();
  }

  /** Returns the images to open for planning: the source disks. */
  public List<DiskImage> sourceImages() {
    return disks.stream().map(disk -> disk.source().image()).toList();
  }
}
