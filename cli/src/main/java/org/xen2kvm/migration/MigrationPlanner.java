package org.xen2kvm.migration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.DomainConverter;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.file.FileName;
import org.xen2kvm.guestfix.device.KvmHardware;
import org.xen2kvm.guestfix.disk.GuestDisks;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.guestfix.fs.CachingReader;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestInspector;
import org.xen2kvm.guestfix.inspect.GuestSystem.Family;
import org.xen2kvm.guestfix.plan.DirectBoot;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.FixPlan;
import org.xen2kvm.migration.disk.DomainDisks;
import org.xen2kvm.migration.disk.ReadOnlyDisks;
import org.xen2kvm.migration.disk.SourceChecks;
import org.xen2kvm.migration.plan.DomainDefinition;
import org.xen2kvm.migration.plan.HostBoot;
import org.xen2kvm.migration.plan.InputDigest;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.PlannedMount;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.plan.SourceDisk;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;

/**
 * Makes the plan of a guest's migration: converts its definition, looks into its disks, plans what has to change inside, and
 * converts again with what is known then. Nothing is written. Safe for use by several threads.
 */
public final class MigrationPlanner {
  /** The fix without which a guest finds virtio disks only if it did before. */
  private static final FixId INITRAMFS_VIRTIO = new FixId("initramfs-virtio");

  private final Appliances appliances;
  private final QemuImg qemuImg;
  private final PlanOptions options;
  private final String toolVersion;
  private final ApplyListener listener;

  /**
   * Makes a planner.
   *
   * @param appliances opens guests' disks
   * @param qemuImg tells about disk images
   * @param options what the user decides
   * @param toolVersion what plans call their maker
   */
  public MigrationPlanner(Appliances appliances, QemuImg qemuImg, PlanOptions options, String toolVersion) {
    this(appliances, qemuImg, options, toolVersion, ApplyListener.SILENT);
  }

  private MigrationPlanner(
      Appliances appliances, QemuImg qemuImg, PlanOptions options, String toolVersion, ApplyListener listener) {
    this.appliances = appliances;
    this.qemuImg = qemuImg;
    this.options = options;
    this.toolVersion = toolVersion;
    this.listener = listener;
  }

  /** Returns the same planner with somebody who hears how far it is. */
  public MigrationPlanner heardBy(ApplyListener hearer) {
    return new MigrationPlanner(appliances, qemuImg, options, toolVersion, hearer);
  }

  /**
   * Returns the plan of a guest. One that cannot be migrated, or has been before, has a plan too, whose findings say why;
   * see {@link MigrationPlan#isRefused}.
   *
   * @throws org.xen2kvm.guestfix.disk.GuestDisksException when the disks cannot be opened
   */
  public MigrationPlan plan(GuestSource source) {
    PreparedGuest guest = prepare(source);
    if (!guest.isReady() || !guest.earlier().isEmpty()) {
      return refused(guest);
    }
    listener.step(guest.name(), Step.begins(Phase.OPENING, "opening the guest"));
    try (GuestDisks disks = appliances.openReadOnly(guest.sourceImages())) {
      return plan(guest, disks);
    }
  }

  /**
   * Returns what is inside a guest.
   *
   * @throws MigrationException (REFUSED) when its disks cannot be opened for a reason that is seen before
   * @throws org.xen2kvm.guestfix.disk.GuestDisksException when the disks cannot be opened
   */
  public GuestInspection inspect(GuestSource source) {
    PreparedGuest guest = GuestPreparation.toInspect(source, options, qemuImg);
    if (!guest.isReady()) {
      FixFinding first = guest.findings().get(0);
      String where = first.where().isEmpty() ? "" : first.where() + ": ";
      throw new MigrationException(MigrationException.Reason.REFUSED, where + first.message(), first.advice(), null);
    }
    listener.step(guest.name(), Step.begins(Phase.OPENING, "opening the guest"));
    try (GuestDisks disks = appliances.openReadOnly(guest.sourceImages())) {
      return inspect(guest, disks);
    }
  }

  private GuestInspection inspect(PreparedGuest guest, GuestDisks disks) {
    listener.step(guest.name(), Step.begins(Phase.INSPECTING, "looking into the guest"));
    return GuestInspector.inspect(disks, GuestBridge.names(guest.sourceDisks()), options.keys());
  }

  /** Returns a guest with what can be said before its disks are opened. */
  public PreparedGuest prepare(GuestSource source) {
    return GuestPreparation.toMigrate(source, options, qemuImg);
  }

  /** Returns the plan of a guest whose disks are not opened: its findings say why. */
  public MigrationPlan refused(PreparedGuest guest) {
    List<FixFinding> findings = new ArrayList<>(guest.findings());
    for (Path file : guest.earlier()) {
      findings.add(SourceChecks.refusal(file.toString(), "This file exists: the guest has been migrated before",
          "Use what is there, or remove it and what was made with it to migrate the guest anew."));
    }
    List<PlannedDisk> disks = unchanged(guest.disks());
    Optional<DomainDefinition> definition =
        guest.conversion().map(result -> DomainDefinition.of(result, disks, Optional.empty()));
    return new MigrationPlan(toolVersion, guest.name(), guest.source().label(), inputs(guest), definition,
        guest.definitionFile(), disks, options.keep(), List.of(), List.of(),
        new FixPlan(List.of(), Optional.empty(), findings), Optional.empty(), sourceUri(guest), run(guest));
  }

  /** Returns the plan of a guest with its disks open; its filesystems stay mounted. */
  public MigrationPlan plan(PreparedGuest guest, GuestDisks opened) {
    GuestInspection inspection = inspect(guest, opened);
    listener.step(guest.name(), Step.begins(Phase.PLANNING, "planning its changes"));
    Optional<ConversionResult> conversion = guest.source().definition().map(definition ->
        DomainConverter.convert(definition, options.policy(), options.host(), facts(inspection)));
    List<PlannedDisk> disks = conversion.map(result -> renamed(guest.disks(), result)).orElse(guest.disks());
    FixPlan fixes = fixes(guest, opened, inspection, conversion, disks);
    if (inspection.system().family() != Family.LINUX || fixes.isRefused()) {
      disks = unchanged(disks);
    }
    Optional<HostBoot> hostBoot = fixes.directBoot().map(boot -> hostBoot(guest, boot));
    List<PlannedDisk> planned = disks;
    Optional<DomainDefinition> definition = conversion.map(result -> DomainDefinition.of(result, planned, hostBoot));
    FixPlan checked = definition.map(made -> withHost(guest, fixes, made)).orElse(fixes);
    return new MigrationPlan(toolVersion, guest.name(), guest.source().label(), inputs(guest), definition,
        guest.definitionFile(), disks, options.keep(), GuestDescription.of(inspection), mounts(inspection), checked, hostBoot,
        sourceUri(guest), run(guest));
  }

  private FixPlan withHost(PreparedGuest guest, FixPlan fixes, DomainDefinition definition) {
    List<FixFinding> findings = new ArrayList<>(fixes.findings());
    findings.addAll(options.checks().of(guest.source().label(), definition));
    findings.addAll(KnownAtApply.of(definition, run(guest)));
    return new FixPlan(fixes.actions(), fixes.directBoot(), findings);
  }

  private Optional<String> sourceUri(PreparedGuest guest) {
    return options.sourceUri().filter(uri -> guest.conversion().isPresent());
  }

  private Optional<RunPlan> run(PreparedGuest guest) {
    return options.run().filter(run -> guest.conversion().isPresent());
  }

  private List<InputDigest> inputs(PreparedGuest guest) {
    List<InputDigest> inputs = new ArrayList<>(options.inputs());
    guest.source().file().ifPresent(file -> {
      try {
        inputs.add(0, InputDigest.of(file));
      } catch (IOException e) {
        throw new UncheckedIOException("The definition " + file + " cannot be read again", e);
      }
    });
    return inputs;
  }

  private GuestFacts facts(GuestInspection inspection) {
    return options.fixes().disabled().contains(INITRAMFS_VIRTIO)
        ? GuestBridge.factsAsFound(inspection) : GuestBridge.facts(inspection);
  }

  private FixPlan fixes(
      PreparedGuest guest,
      GuestDisks opened,
      GuestInspection inspection,
      Optional<ConversionResult> conversion,
      List<PlannedDisk> disks) {
    List<SourceDisk> sources = disks.stream().map(PlannedDisk::source).toList();
    List<FixFinding> findings = new ArrayList<>(guest.findings());
    boolean converted = conversion.isEmpty() || conversion.get().outcome() == Outcome.CONVERTED;
    if (inspection.system().family() != Family.LINUX || inspection.isRefused() || !converted) {
      findings.addAll(inspection.findings());
      return new FixPlan(List.of(), Optional.empty(), findings);
    }
    KvmHardware hardware = conversion.map(result -> GuestBridge.hardware(result, sources))
        .orElseGet(() -> GuestBridge.assumedHardware(sources));
    FixPlan fixes = FixCatalog.builtIn()
        .plan(new CachingReader(opened.files()), inspection, hardware, options.fixes());
    findings.addAll(fixes.findings());
    findings.addAll(ReadOnlyDisks.refusals(fixes.actions(), inspection, sources));
    FixPlan checked = new FixPlan(fixes.actions(), fixes.directBoot(), findings);
    return checked.isRefused() ? new FixPlan(List.of(), Optional.empty(), findings) : checked;
  }

  /** What is inside decides over buses, so the disks may have other names by now. */
  private static List<PlannedDisk> renamed(List<PlannedDisk> disks, ConversionResult conversion) {
    if (conversion.outcome() != Outcome.CONVERTED) {
      return disks;
    }
    List<SourceDisk> named = DomainDisks.of(conversion).disks();
    List<PlannedDisk> renamed = new ArrayList<>();
    for (PlannedDisk disk : disks) {
      SourceDisk found = named.stream().filter(each -> each.image().equals(disk.source().image())).findFirst()
          .orElseThrow(() -> new IllegalStateException("A disk is lost when its guest is known: " + disk.source().xenName()));
      renamed.add(disk.named(found));
    }
    return renamed;
  }

  private static List<PlannedDisk> unchanged(List<PlannedDisk> disks) {
    return disks.stream().map(PlannedDisk::unchanged).toList();
  }

  private static List<PlannedMount> mounts(GuestInspection inspection) {
    return inspection.mounts().stream()
        .map(mount -> new PlannedMount(mount.volume().device(), mount.at(), mount.subvolume())).toList();
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
