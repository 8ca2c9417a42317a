package org.xen2kvm.migration;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.guestfix.fs.CachingReader;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestInspector;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixPlan;

/**
 * Makes the plan of a guest's migration: converts its definition, looks into its disks, plans what has to change inside, and converts
 * again with what is known then. Nothing is written. Safe for use by several threads.
 */
public final class MigrationPlanner {
  private final Appliances appliances;
  private final QemuImg qemuImg;
  private final PlanOptions options;
  private final String toolVersion;

  public MigrationPlanner(Appliances appliances, QemuImg qemuImg, PlanOptions options, String toolVersion) {
    this.appliances = appliances;
    this.qemuImg = qemuImg;
    this.options = options;
    this.toolVersion = toolVersion;
  }

  /**
   * Returns the plan of a guest. One that cannot be migrated has a plan too, whose findings say why; see {@link
   * MigrationPlan#isRefused}.
   *
   * @throws org.xen2kvm.guestfix.disk.GuestDisksException when the disks cannot be opened
   */
  public MigrationPlan plan(GuestSource source) {
    PreparedGuest guest = prepare(source);
    if (!guest.isReady()) {
      return refused(guest);
    }
    try (GuestDisks disks = appliances.openReadOnly(guest.sourceImages())) {
      return plan(guest, disks);
    }
  }

  /**
   * Returns what is inside a guest.
   *
   * @throws MigrationException (REFUSED) when its disks cannot be opened for a reason that the definition gives
   * @throws org.xen2kvm.guestfix.disk.GuestDisksException when the disks cannot be opened
   */
  public GuestInspection inspect(GuestSource source) {
    PreparedGuest guest = prepare(source);
    if (!guest.isReady()) {
      FixFinding first = guest.findings().get(0);
      throw new MigrationException(
          MigrationException.Reason.REFUSED, first.where().isEmpty() ? first.message() : first.where() + ": " + first.message(),
          first.advice(), null);
    }
    try (GuestDisks disks = appliances.openReadOnly(guest.sourceImages())) {
      return inspect(guest, disks);
    }
  }

  private GuestInspection inspect(PreparedGuest guest, GuestDisks disks) {
    return GuestInspector.inspect(disks, GuestBridge.names(guest.sourceDisks()), options.keys());
  }

  // ---- before anything is opened

  PreparedGuest prepare(GuestSource source) {
    List<FixFinding> findings = new ArrayList<>();
    Optional<ConversionResult> conversion =
        source.definition().map(definition -> convert(definition, GuestFacts.unknown()));
    String name = conversion.map(ConversionResult::name).filter(known -> !known.isEmpty()).orElse(source.name());
    List<SourceDisk> disks;
    if (conversion.isPresent()) {
      if (conversion.get().outcome() != Outcome.CONVERTED) {
        String message = conversion.get().outcome() == Outcome.REFUSED
            ? "The definition is refused" : "The definition is one of KVM already";
        findings.add(SourceChecks.refusal("", message, "See what xen2kvm validate says of it."));
        return new PreparedGuest(name, source, conversion, List.of(), findings);
      }
      DomainDisks found = DomainDisks.of(conversion.get().converted(), conversion.get().guestImplications().disks());
      disks = found.disks();
      findings.addAll(SourceChecks.of(found.problems()));
    } else {
      disks = imagesAlone(source.images());
    }
    if (disks.isEmpty() && findings.isEmpty()) {
      findings.add(SourceChecks.refusal("", "The guest has no disk on this host", "There is nothing to fix; use convert."));
    }
    return new PreparedGuest(name, source, conversion, planned(name, disks, findings), findings);
  }

  private static List<SourceDisk> imagesAlone(List<DiskImage> images) {
    List<SourceDisk> disks = new ArrayList<>();
    for (DiskImage image : images) {
      char letter = (char) ('a' + disks.size());
      String name = "vd" + letter;
      disks.add(new SourceDisk("x" + name, name, name, false, disks.isEmpty(), image, false));
    }
    return disks;
  }

  private List<PlannedDisk> planned(String name, List<SourceDisk> disks, List<FixFinding> findings) {
    List<PlannedDisk> planned = new ArrayList<>();
    for (SourceDisk disk : disks) {
      String path = disk.image().file().toString();
      if (!Files.exists(disk.image().file())) {
        findings.add(SourceChecks.refusal(path, "There is no such disk on this host",
            "Copy it here, or map its path in the policy."));
        continue;
      }
      Optional<Path> folder = folder(disk);
      if (folder.isEmpty()) {
        findings.add(SourceChecks.refusal(path, "There is no place for an overlay beside a device", "Name one with --work-dir."));
        continue;
      }
      try {
        findings.addAll(SourceChecks.of(disk.image(), qemuImg));
        Path overlay = folder.get().resolve(FileName.of(name) + "-" + disk.targetDev() + ".xen2kvm.qcow2");
        planned.add(new PlannedDisk(disk, ImageIdentity.of(disk.image().file()), overlay, result(disk, overlay)));
      } catch (UncheckedIOException e) {
        findings.add(SourceChecks.refusal(path, "The disk cannot be read: " + e.getCause().getMessage(), "See its permissions."));
      }
    }
    return planned;
  }

  private Optional<Path> folder(SourceDisk disk) {
    Path file = disk.image().file();
    return options.workDir().map(folder -> folder.toAbsolutePath().normalize())
        .or(() -> file.startsWith("/dev") && !file.startsWith("/dev/shm")
            ? Optional.empty() : Optional.ofNullable(file.getParent()));
  }

  private DiskImage result(SourceDisk disk, Path overlay) {
    return switch (options.keep()) {
      case OVERLAY -> new DiskImage(overlay, DiskFormat.QCOW2);
      case COMMIT -> disk.image();
      case FLATTEN -> new DiskImage(
          overlay.resolveSibling(overlay.getFileName().toString().replace(".xen2kvm.qcow2", ".qcow2")), DiskFormat.QCOW2);
    };
  }

  private ConversionResult convert(String definition, GuestFacts facts) {
    return DomainConverter.convert(definition, options.policy(), options.host(), facts);
  }

  // ---- with its disks open

  /** Plans with the guest's disks open; its filesystems stay mounted. */
  MigrationPlan plan(PreparedGuest guest, GuestDisks disks) {
    GuestInspection inspection = inspect(guest, disks);
    Optional<ConversionResult> conversion =
        guest.source().definition().map(definition -> convert(definition, GuestBridge.facts(inspection)));
    PreparedGuest known = conversion.map(guest::named).orElse(guest);
    KvmHardware hardware = conversion.map(result -> GuestBridge.hardware(result, known.sourceDisks()))
        .orElseGet(() -> GuestBridge.assumedHardware(known.sourceDisks()));
    FixPlan fixes = FixCatalog.builtIn()
        .plan(new CachingReader(disks.files()), inspection, hardware, options.fixes());
    return plan(known, conversion, GuestDescription.of(inspection), mounts(inspection), fixes);
  }

  private static List<MigrationPlan.PlannedMount> mounts(GuestInspection inspection) {
    return inspection.mounts().stream()
        .map(mount -> new MigrationPlan.PlannedMount(mount.volume().device(), mount.at().value(), mount.subvolume()))
        .toList();
  }

  private MigrationPlan refused(PreparedGuest guest) {
    return plan(guest, guest.conversion(), List.of(), List.of(), new FixPlan(List.of(), Optional.empty(), guest.findings()));
  }

  private MigrationPlan plan(
      PreparedGuest guest,
      Optional<ConversionResult> conversion,
      List<String> description,
      List<MigrationPlan.PlannedMount> mounts,
      FixPlan fixes) {
    Optional<HostBoot> hostBoot = fixes.directBoot().map(boot -> hostBoot(guest, boot));
    Optional<DomainDefinition> definition =
        conversion.map(result -> DomainDefinition.of(result, guest.disks(), hostBoot));
    return new MigrationPlan(
        toolVersion, guest.name(), guest.source().label(), definition, guest.disks(), options.keep(),
        description, mounts, fixes, hostBoot);
  }

  private static HostBoot hostBoot(PreparedGuest guest, DirectBoot boot) {
    Path beside = guest.disks().get(0).overlay();
    String name = FileName.of(guest.name());
    return new HostBoot(
        beside.resolveSibling(name + ".xen2kvm.vmlinuz"),
        boot.initramfs().map(initramfs -> beside.resolveSibling(name + ".xen2kvm.initrd")),
        boot.cmdline());
  }
}
