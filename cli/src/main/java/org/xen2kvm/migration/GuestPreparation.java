package org.xen2kvm.migration;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.file.FileName;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.migration.disk.DomainDisks;
import org.xen2kvm.migration.disk.SourceChecks;
import org.xen2kvm.migration.plan.ImageIdentity;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.SourceDisk;

/** Prepares a guest: which disks it has, whether they can be opened, and where what a migration makes goes. For one guest. */
final class GuestPreparation {
  private static final int LETTERS = 26;

  private final GuestSource source;
  private final PlanOptions options;
  private final QemuImg qemuImg;
  private final List<FixFinding> findings = new ArrayList<>();
  private final Optional<ConversionResult> conversion;
  private final String name;

  private GuestPreparation(GuestSource source, PlanOptions options, QemuImg qemuImg) {
    this.source = source;
    this.options = options;
    this.qemuImg = qemuImg;
    this.conversion = source.definition().map(definition ->
        DomainConverter.convert(definition, options.policy(), options.host(), GuestFacts.unknown()));
    this.name = conversion.map(ConversionResult::name).filter(known -> !known.isEmpty()).orElse(source.name());
  }

  /** Returns a guest that is to be migrated. */
  static PreparedGuest toMigrate(GuestSource source, PlanOptions options, QemuImg qemuImg) {
    GuestPreparation preparation = new GuestPreparation(source, options, qemuImg);
    return preparation.prepared(preparation::placed);
  }

  /** Returns a guest that is only looked into: nothing of it needs a place. */
  static PreparedGuest toInspect(GuestSource source, PlanOptions options, QemuImg qemuImg) {
    GuestPreparation preparation = new GuestPreparation(source, options, qemuImg);
    return preparation.prepared(disk -> Optional.of(preparation.planned(disk, Path.of("/"))));
  }

  private interface Placing {
    Optional<PlannedDisk> of(SourceDisk disk);
  }

  private PreparedGuest prepared(Placing placing) {
    List<PlannedDisk> disks = new ArrayList<>();
    for (SourceDisk disk : new SourceChecks(qemuImg, findings).usable(sourceDisks())) {
      try {
        placing.of(disk).ifPresent(disks::add);
      } catch (UncheckedIOException e) {
        findings.add(SourceChecks.refusal(
            disk.image().toString(), "The disk cannot be read: " + e.getMessage(), "See its permissions."));
      }
    }
    if (disks.isEmpty() && findings.isEmpty()) {
      findings.add(SourceChecks.refusal("", "The guest has no disk on this host", "There is nothing to fix; use convert."));
    }
    Optional<Path> definitionFile = conversion.isPresent() && !disks.isEmpty()
        ? Optional.of(disks.get(0).overlay().resolveSibling(FileName.of(name) + ".xen2kvm.xml")) : Optional.empty();
    List<Path> earlier = PreparedGuest.newFiles(disks, options.keep(), definitionFile).stream()
        .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS)).toList();
    return new PreparedGuest(name, source, conversion, disks, options.keep(), definitionFile, earlier, findings);
  }

  private List<SourceDisk> sourceDisks() {
    if (conversion.isEmpty()) {
      return imagesAlone();
    }
    if (conversion.get().outcome() != Outcome.CONVERTED) {
      String message = conversion.get().outcome() == Outcome.REFUSED
          ? "The definition is refused" : "The definition is one of KVM already";
      findings.add(SourceChecks.refusal("", message, "See what xen2kvm validate says of it."));
      return List.of();
    }
    DomainDisks found = DomainDisks.of(conversion.get());
    for (String problem : found.problems()) {
      findings.add(SourceChecks.refusal(
          "", problem, "Map its path in the policy, or copy it to this host; guests are fixed where their disks are."));
    }
    return found.disks();
  }

  /** Images without a definition are taken for virtio disks in their order. */
  private List<SourceDisk> imagesAlone() {
    List<SourceDisk> disks = new ArrayList<>();
    for (DiskImage image : source.images()) {
      String kvmName = "vd" + letters(disks.size());
      disks.add(new SourceDisk("x" + kvmName, kvmName, kvmName, false, disks.isEmpty(), image, false));
    }
    return disks;
  }

  private static String letters(int index) {
    String last = String.valueOf((char) ('a' + index % LETTERS));
    return index < LETTERS ? last : letters(index / LETTERS - 1) + last;
  }

  private Optional<PlannedDisk> placed(SourceDisk disk) {
    Optional<Path> folder = options.workDir().map(given -> given.toAbsolutePath().normalize()).or(() -> beside(disk));
    if (folder.isEmpty()) {
      findings.add(SourceChecks.refusal(
          disk.image().toString(), "There is no place for an overlay beside a device", "Name one with --work-dir."));
    }
    return folder.map(place -> planned(disk, place));
  }

  private static Optional<Path> beside(SourceDisk disk) {
    Path file = disk.image().file();
    boolean device = file.startsWith("/dev") && !file.startsWith("/dev/shm");
    return device ? Optional.empty() : Optional.ofNullable(file.getParent());
  }

  private PlannedDisk planned(SourceDisk disk, Path folder) {
    // Named as under Xen: the name under KVM depends on what is found inside.
    String base = FileName.of(name) + "-" + FileName.of(disk.xenName());
    Path overlay = folder.resolve(base + ".xen2kvm.qcow2");
    DiskImage result = disk.readOnly() ? disk.image()
        : new DiskImage(options.keep() == KeepChoice.FLATTEN ? folder.resolve(base + ".qcow2") : overlay, DiskFormat.QCOW2);
    return new PlannedDisk(disk, ImageIdentity.of(disk.image().file()), overlay, !disk.readOnly(), result);
  }
}
