package org.xen2kvm.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.plan.FixFinding;

/**
 * A guest before its disks are opened.
 *
 * @param name the domain's name, or what stands for it
 * @param source what was given
 * @param conversion what the converter makes of the definition while nothing is known of the inside; empty when only images were
 *     given
 * @param disks its disks and their overlays
 * @param findings what stands against opening them; opened only when there is none
 */
record PreparedGuest(
    String name,
    GuestSource source,
    Optional<ConversionResult> conversion,
    List<PlannedDisk> disks,
    List<FixFinding> findings) {

  /** Returns whether its disks can be opened. */
  boolean isReady() {
    return findings.isEmpty();
  }

  List<SourceDisk> sourceDisks() {
    return disks.stream().map(PlannedDisk::source).toList();
  }

  /** Returns the images to open for planning: the source disks. */
  List<DiskImage> sourceImages() {
    return disks.stream().map(disk -> disk.source().image()).toList();
  }

  /**
   * Returns the guest with the names that its disks have after a conversion that knows what is inside: with virtio they are others
   * than without.
   *
   * @throws IllegalStateException when the conversion has other disks
   */
  PreparedGuest named(ConversionResult known) {
    List<SourceDisk> named = DomainDisks.of(known.converted(), known.guestImplications().disks()).disks();
    if (named.size() != disks.size()) {
      throw new IllegalStateException("The conversion of " + name + " changed its disks");
    }
    List<PlannedDisk> renamed = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      PlannedDisk disk = disks.get(i);
      if (!named.get(i).image().equals(disk.source().image())) {
        throw new IllegalStateException("The conversion of " + name + " changed the order of its disks");
      }
      renamed.add(new PlannedDisk(named.get(i), disk.identity(), disk.overlay(), disk.result()));
    }
    return new PreparedGuest(name, source, conversion, renamed, findings);
  }
}
