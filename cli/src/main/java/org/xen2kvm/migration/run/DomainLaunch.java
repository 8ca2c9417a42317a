package org.xen2kvm.migration.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.failure.FailureCatalog;
import org.xen2kvm.migration.failure.KnownFailure;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.journal.Journal;
import org.xen2kvm.migration.journal.JournalEntry.Defined;
import org.xen2kvm.migration.journal.JournalEntry.Defining;
import org.xen2kvm.migration.journal.JournalEntry.Starting;
import org.xen2kvm.migration.journal.JournalEntry.Up;
import org.xen2kvm.migration.plan.BootProof;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;
import org.xen2kvm.migration.run.definition.DomainText;
import org.xen2kvm.migration.run.definition.ReadBack;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.DefinedDomain;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.StartOption;
import org.xen2kvm.runner.boot.BootExpectation;
import org.xen2kvm.runner.boot.BootProbe;
import org.xen2kvm.runner.boot.BootReport;
import org.xen2kvm.runner.boot.BootWatch;

/** Defines a domain, and starts and watches it as planned. What it does stands in the journal first. For one guest. */
final class DomainLaunch {
  /** The last lines of a console or a log tell why it failed. */
  private static final int LAST_LINES = 15;

  /** Bytes from a log's end that are read; guests can make their emulators write gigabytes. */
  private static final int LONGEST_LOG = 1 << 20;

  private final DomainRunner host;
  private final Journal journal;
  private final Consumer<Step> progress;
  private final BooleanSupplier cancelled;

  /** Where the emulator's log ended before the start: libvirt goes on in the one of earlier starts. */
  private long logBefore;

  DomainLaunch(DomainRunner host, Journal journal, Consumer<Step> progress, BooleanSupplier cancelled) {
    this.host = host;
    this.journal = journal;
    this.progress = progress;
    this.cancelled = cancelled;
  }

  /**
   * Expects that no domain of the host stands in the way.
   *
   * @throws MigrationException (TAKEN) when one has the name or the UUID
   */
  static void expectFree(DomainRunner host, String uri, String xml) {
    DomainText meant = DomainText.of(xml);
    for (DefinedDomain domain : host.list()) {
      boolean name = domain.name().equals(meant.name());
      if (name || domain.uuid().toString().equals(meant.uuid())) {
        throw new MigrationException(Reason.TAKEN,
            "The host " + uri + " has a domain with the " + (name ? "name " : "UUID of ") + meant.name() + " already: "
                + domain.name(),
            "See what it is: " + new VirshCommand(uri).of("dumpxml", domain.name())
                + ". Undefine it, or plan with another name or UUID.", null);
      }
    }
  }

  /**
   * Brings the domain as far as planned.
   *
   * @throws MigrationException (FAILED) when the guest does not come up; what it did say is in its details
   * @throws RunnerException when the host refuses
   */
  DomainReport run(String xml, RunPlan run) {
    String name = DomainText.of(xml).name();
    progress.accept(Step.begins(Phase.DEFINING, "defining the domain"));
    journal.write(new Defining(run.uri(), name));
    DefinedDomain domain = host.define(xml, DefineOption.VALIDATE);
    journal.write(new Defined(domain.uuid().toString()));
    List<String> dropped = ReadBack.dropped(xml, host.definedXml(name));
    if (run.autostart()) {
      host.setAutostart(name, true);
    }
    String proof = switch (run.mode()) {
      case DEFINE -> "";
      case PAUSED -> {
        journal.write(new Starting());
        host.start(name, StartOption.PAUSED);
        yield "";
      }
      case START -> start(name, run, proofs(xml, run));
    };
    return new DomainReport(run.uri(), name, domain.uuid().toString(), host.state(name), proof, dropped);
  }

  /** Where nothing would hear the agent it is not asked, unless nothing else is to be asked. */
  private static List<BootProof> proofs(String xml, RunPlan run) {
    List<BootProof> others = run.proofs().stream().filter(proof -> proof.kind() != BootProof.Kind.AGENT).toList();
    return others.isEmpty() || DomainText.of(xml).hasAgentChannel() ? run.proofs() : others;
  }

  private String start(String name, RunPlan run, List<BootProof> proofs) {
    progress.accept(Step.begins(Phase.STARTING, "starting the guest, and waiting until it is up"));
    journal.write(new Starting());
    List<BootProbe> probes = proofs.stream().map(DomainLaunch::probe).toList();
    logBefore = host.emulatorLog(name).map(file -> file.toFile().length()).orElse(0L);
    BootReport boot;
    try {
      boot = new BootWatch().start(host, name, new BootExpectation(probes, Duration.ofSeconds(run.limitSeconds())),
          text -> FailureCatalog.fatalOnConsole(text).isPresent(), cancelled, line -> {});
    } catch (RunnerException e) {
      throw failure("The domain does not start: " + e.getMessage(), "", name, e);
    }
    keep("serial.log", boot.serialTail());
    if (!boot.proven()) {
      throw failure("The guest did not come up: " + boot.failure(), boot.serialTail(), name, null);
    }
    String proof = boot.by().map(probe -> proofs.get(probes.indexOf(probe)).toString()).orElse("");
    journal.write(new Up(proof));
    return proof;
  }

  private static BootProbe probe(BootProof proof) {
    return switch (proof.kind()) {
      case LOGIN -> new BootProbe.LoginPrompt();
      case SERIAL -> new BootProbe.SerialText(proof.argument());
      case AGENT -> new BootProbe.GuestAgent();
      case LEASE -> new BootProbe.Lease();
      case PORT -> new BootProbe.OpenPort(Integer.parseInt(proof.argument()));
    };
  }

  private MigrationException failure(
      String message, String serial, String name, @org.jspecify.annotations.Nullable RunnerException cause) {
    String log = emulatorLog(name);
    keep("emulator.log", log);
    Optional<KnownFailure> known = FailureCatalog.onConsole(serial)
        .or(() -> cause == null ? Optional.empty() : FailureCatalog.onHost(String.valueOf(cause.getMessage())))
        .or(() -> FailureCatalog.onHost(log));
    String advice = known.map(each -> each.title() + ". " + each.advice()).orElse("");
    String details = lastLines("serial console", serial) + lastLines("emulator's log", log);
    return new MigrationException(Reason.FAILED, message, advice, details, cause);
  }

  private String emulatorLog(String name) {
    Optional<Path> file = host.emulatorLog(name).filter(Files::isReadable);
    if (file.isEmpty()) {
      return "";
    }
    try (SeekableByteChannel log = Files.newByteChannel(file.get())) {
      long ours = logBefore <= log.size() ? logBefore : 0;
      log.position(Math.max(ours, log.size() - LONGEST_LOG));
      return new String(Channels.newInputStream(log).readNBytes(LONGEST_LOG), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "The emulator's log cannot be read: " + IoReason.withFile(e) + "\n";
    }
  }

  private static String lastLines(String title, String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? ""
        : title + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) + "\n";
  }

  /** What a guest and its emulator said stays beside the journal, whatever becomes of the guest. */
  private void keep(String name, String text) {
    try (AtomicFile file = new AtomicFile(journal.folder().resolve(name), true, true)) {
      file.stream().write(text.getBytes(StandardCharsets.UTF_8));
      file.commit();
    } catch (IOException e) {
      throw new UncheckedIOException("The log " + name + " cannot be kept: " + IoReason.withFile(e), e);
    }
  }
}
