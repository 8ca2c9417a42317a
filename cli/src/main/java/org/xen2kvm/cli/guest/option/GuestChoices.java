package org.xen2kvm.cli.guest.option;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.option.HostChoice;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Suggestions;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.fix.FixOptions.BootCodeChoice;
import org.xen2kvm.guestfix.fix.FixOptions.InitramfsChoice;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.guestfix.libguestfs.ApplianceOptions;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.HostChecks;
import org.xen2kvm.migration.PlanOptions;
import org.xen2kvm.migration.batch.BatchChecks;
import org.xen2kvm.migration.host.PlanningHost;
import org.xen2kvm.migration.plan.InputDigest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.run.SourceHost;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the options of commands about guests' disks say. Stateless. */
public final class GuestChoices {
  private static final int LEAST_MEMORY = 512;
  private static final int MOST_MEMORY = 65536;

  private GuestChoices() {}

  /** Declares the options that say how disks are opened. */
  public static void addOpening(CommandSpec spec) {
    spec.addOption(Options.value("raw|qcow2|vhd|vhdx|vmdk|vdi",
        "Format of disks given as such; default: what their names end in, else raw.",
        "--input-format"));
    LuksKeys.addTo(spec);
    spec.addOption(Options.value("MIB", "Memory of the appliance that opens the disks.", "--appliance-memory"));
  }

  /** Declares the options that say what is planned. */
  public static void addPlanning(CommandSpec spec) {
    addDeciding(spec);
    RunChoices.addTo(spec);
  }

  /** Declares those of them that a plan has decided once it is made. */
  private static void addDeciding(CommandSpec spec) {
    PolicyChoices.addTo(spec);
    HostChoice.addTo(spec);
    spec.addOption(Options.value("auto|append|rebuild",
        "How an initramfs gets virtio; auto appends where that serves.", "--initramfs"));
    spec.addOption(Options.value("auto|install|direct",
        "A guest without usable boot code gets its own boot loader, or the host starts its kernel directly.",
        "--boot-code"));
    spec.addOption(Options.values("FIX", "Leaves a fix out; may be repeated.", "--skip-fix"));
    spec.addOption(Options.value("overlay|commit|flatten",
        "What the guest gets: overlay (images on top of its disks, to commit later), commit (into its disks, once it was seen to"
            + " be up and is shut down for it), or flatten (new images).", "--keep"));
    spec.addOption(Options.value("DIR", "Where overlays go; default: beside each disk.", "--work-dir"));
    spec.addOption(Options.value("URI",
        "libvirt's URI of the Xen host: there the guest must be off, now and when the plan is applied; with --from the same,"
            + " unless given.", "--source-uri"));
  }

  private static @Nullable String sourceUri(Arguments arguments) {
    String given = arguments.text("--source-uri");
    return given == null ? arguments.text("--from") : given;
  }

  /**
   * Returns the format of disks that are given as such; null when it is left to their names.
   *
   * @throws UsageException when it is none
   */
  public static @Nullable DiskFormat diskFormat(Arguments arguments) throws UsageException {
    String name = arguments.text("--input-format");
    if (name == null) {
      return null;
    }
    Optional<DiskFormat> format = DiskFormat.named(name);
    if (format.isEmpty()) {
      throw new UsageException("--input-format: " + name + " is none of raw, qcow2, vhd, vhdx, vmdk, vdi");
    }
    return format.get();
  }

  /** Returns how appliances run. */
  public static ApplianceOptions appliance(Arguments arguments) throws UsageException {
    Integer memory = arguments.number("--appliance-memory", LEAST_MEMORY, MOST_MEMORY);
    return memory == null ? ApplianceOptions.defaults() : ApplianceOptions.defaults().withMemory(memory);
  }

  /**
   * Returns the host that guests are planned for, if any of them has a definition to define there.
   *
   * @throws UsageException when a choice is none
   */
  public static PlanningHost host(Arguments arguments, Shell shell, Hosts hosts, List<GuestSource> guests)
      throws UsageException {
    Optional<RunPlan> run = RunChoices.of(arguments, shell);
    boolean decided = arguments.text("--type") != null || !arguments.texts("--host").isEmpty();
    return run.isPresent() && guests.stream().anyMatch(guest -> guest.definition().isPresent())
        ? PlanningHost.open(run.get().uri(), hosts, !decided) : PlanningHost.none();
  }

  /**
   * Returns what is planned of guests that are only looked into.
   *
   * @throws UsageException when a choice is none
   */
  public static PlanOptions plan(Arguments arguments, Shell shell) throws UsageException {
    HostProfile host = HostChoice.of(arguments, shell);
    return plan(arguments, shell, host, PolicyChoices.of(arguments, shell, host), HostChecks.NONE);
  }

  /**
   * Returns what is planned.
   *
   * @param asked the host
   * @param guests all that are planned together
   * @param hosts opens the Xen host
   * @throws UsageException when a choice is none
   */
  public static PlanOptions plan(
      Arguments arguments, Shell shell, PlanningHost asked, List<GuestSource> guests, Hosts hosts) throws UsageException {
    HostProfile host = arguments.texts("--host").isEmpty()
        ? asked.profile().orElse(HostProfile.generic()) : HostChoice.of(arguments, shell);
    Policy policy = PolicyChoices.of(arguments, shell, host);
    HostChecks checks = asked.and(new BatchChecks(guests, policy, host));
    String sourceUri = sourceUri(arguments);
    return plan(arguments, shell, host, policy, sourceUri == null ? checks : checks.and(new SourceHost(sourceUri, hosts)));
  }

  private static PlanOptions plan(Arguments arguments, Shell shell, HostProfile host, Policy policy, HostChecks checks)
      throws UsageException {
    InitramfsChoice initramfs = arguments.choice("--initramfs", InitramfsChoice.values());
    BootCodeChoice bootCode = arguments.choice("--boot-code", BootCodeChoice.values());
    KeepChoice keep = arguments.choice("--keep", KeepChoice.values());
    boolean copies = RunChoices.copies(arguments);
    if (copies && keep != null && keep != KeepChoice.FLATTEN) {
      throw new UsageException("--keep: an overlay cannot be copied without its disk; --copy makes new images");
    }
    FixOptions fixes = new FixOptions(
        initramfs == null ? InitramfsChoice.AUTO : initramfs,
        bootCode == null ? BootCodeChoice.AUTO : bootCode,
        skipped(arguments));
    return new PlanOptions(
        policy,
        host,
        fixes,
        LuksKeys.of(arguments, shell),
        keep == null ? (copies ? KeepChoice.FLATTEN : KeepChoice.OVERLAY) : keep,
        workDir(arguments, shell),
        inputs(arguments, shell),
        Optional.ofNullable(sourceUri(arguments)),
        checks,
        RunChoices.of(arguments, shell));
  }

  /**
   * Refuses options that say what is planned, where a plan says it already.
   *
   * @throws UsageException when one is given
   */
  public static void refusePlanning(Arguments arguments) throws UsageException {
    CommandSpec decided = CommandSpec.create();
    addDeciding(decided);
    for (OptionSpec option : decided.options()) {
      if (arguments.isGiven(option.longestName())) {
        throw new UsageException(option.longestName() + ": the plan has decided that; plan again to decide otherwise");
      }
    }
  }

  /**
   * Returns what opens a guest's LUKS containers.
   *
   * @throws UsageException when a file is none, or a program cannot be run
   */
  public static KeyRing keys(Arguments arguments, Shell shell) throws UsageException {
    return LuksKeys.of(arguments, shell);
  }

  private static List<InputDigest> inputs(Arguments arguments, Shell shell) throws UsageException {
    List<String> files = new ArrayList<>(arguments.texts("--host"));
    String policy = arguments.text("--policy");
    if (policy != null) {
      files.add(policy);
    }
    List<InputDigest> inputs = new ArrayList<>();
    for (String file : files) {
      try {
        inputs.add(InputDigest.of(shell.directory().resolve(file)));
      } catch (IOException e) {
        throw new UsageException(file + " cannot be read again: " + IoReason.of(e));
      }
    }
    return inputs;
  }

  private static Set<FixId> skipped(Arguments arguments) throws UsageException {
    Set<FixId> skipped = new HashSet<>();
    List<String> known = new ArrayList<>();
    for (Fix fix : FixCatalog.builtIn().all()) {
      known.add(fix.descriptor().id().value());
    }
    for (String name : arguments.texts("--skip-fix")) {
      if (!known.contains(name)) {
        throw new UsageException("--skip-fix: there is no fix " + name + Suggestions.didYouMean(name, known));
      }
      skipped.add(new FixId(name));
    }
    return skipped;
  }

  private static Optional<Path> workDir(Arguments arguments, Shell shell) throws UsageException {
    String given = arguments.text("--work-dir");
    if (given == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(shell.directory().resolve(given).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      throw new UsageException("--work-dir: " + given + " is no path: " + e.getReason());
    }
  }
}
