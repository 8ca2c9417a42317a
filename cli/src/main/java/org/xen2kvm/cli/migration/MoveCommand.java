package org.xen2kvm.cli.migration;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xen2kvm.cli.guest.GuestBatch;
import org.xen2kvm.cli.guest.GuestOutcome;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.option.ConnectChoice;
import org.xen2kvm.cli.option.EventChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.progress.MoveLine;
import org.xen2kvm.cli.progress.RunListener;
import org.xen2kvm.cli.progress.RunListeners;
import org.xen2kvm.cli.progress.StepLines;
import org.xen2kvm.cli.progress.TerminalLine;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Command;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.move.DomainMove;
import org.xen2kvm.migration.move.MoveReport;
import org.xen2kvm.migration.move.MoveRequest;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.runner.move.MigrationRequest.Way;
import picocli.CommandLine.Model.CommandSpec;

/** Moves a KVM domain to another KVM host. */
public final class MoveCommand implements Command {
  private final Hosts hosts;

  /** Makes it, with the hosts between which domains move. */
  public MoveCommand(Hosts hosts) {
    this.hosts = hosts;
  }

  @Override
  public String name() {
    return "move";
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = Options.command(name(),
        "Moves a KVM domain to another KVM host by libvirt's own migration: live when it runs, its definition alone when it"
            + " is off. The hosts do it between themselves. A failure leaves the domain where it was.");
    spec.addPositional(Options.positionals("DOMAIN TARGET-URI",
        "The domain's name, and libvirt's URI of the other host, as the host of the domain reaches it."));
    ConnectChoice.addTo(spec);
    spec.addOption(Options.flag("Moves it while it runs; refused when it is off.", "--live"));
    spec.addOption(Options.flag("Moves the definition of a domain that is off; refused when it runs.", "--offline"));
    spec.addOption(Options.flag("Copies the disks, too; otherwise both hosts share them. Only live.", "--copy-storage"));
    spec.addOption(Options.flag("Leaves the definition on the host where the domain was.", "--keep-source"));
    spec.addOption(Options.flag("Leaves out libvirt's checks that no data are lost.", "--unsafe"));
    spec.addOption(Options.value("NAME", "Its name on the other host; default: the same.", "--name"));
    spec.addOption(Options.value("URI",
        "Where its memory is sent, tcp://HOST or tcp://HOST:PORT; default: wherever the other host's own name leads.",
        "--data-uri"));
    EventChoice.addTo(spec);
    MessageChoices.addTo(spec, "each step");
    spec.usageMessage().footer("", "Examples:",
        "  xen2kvm validate --migratable web1.xml              what stands against it",
        "  xen2kvm move web1 qemu+ssh://root@kvm2/system       on storage that both hosts have",
        "  xen2kvm move web1 qemu+ssh://root@kvm2/system --copy-storage");
    return spec;
  }

  @Override
  public ExitCode run(Arguments arguments, Shell shell) throws UsageException, IOException {
    MoveRequest request = request(arguments, shell);
    MessageChoices told = MessageChoices.of(arguments, shell);
    EventChoice choice = EventChoice.of(arguments);
    TerminalLine line = told.line(shell);
    try (OutputStream stream = choice.open(shell, false)) {
      RunListener writing = EventChoice.writing(stream, line);
      RunListener events = told.isVerbose() ? new RunListeners(List.of(new StepLines(line), writing)) : writing;
      events.runBegins(name(), List.of(request.domain()));
      List<GuestOutcome> outcomes = new ArrayList<>();
      // A process that is told to end interrupts the worker and waits: the move is undone first.
      GuestBatch.run(List.of(request), 1, wanted -> outcome(wanted, line, events, told.isVerbose()), outcomes::add, () -> {});
      GuestOutcome outcome = outcomes.get(0);
      if (!choice.takesStandardOutput()) {
        shell.print(outcome.data());
      }
      line.message(outcome.messages());
      events.runEnds(outcome.exit());
      return outcome.exit();
    }
  }

  private GuestOutcome outcome(MoveRequest request, TerminalLine terminal, RunListener events, boolean causes) {
    String domain = request.domain();
    events.guestBegins(domain);
    GuestOutcome outcome;
    try (MoveLine line = new MoveLine(terminal)) {
      Step moving = Step.begins(Step.Phase.MOVING, "moving to " + request.targetUri());
      events.step(domain, domain, moving);
      outcome = new GuestOutcome(ExitCode.DONE, text(new DomainMove(hosts).run(request, data -> {
        line.at(data);
        events.step(domain, domain, moving.at(100 * MoveLine.part(data)));
      })), "");
    } catch (MigrationException e) {
      outcome = new GuestOutcome(
          e.reason() == MigrationException.Reason.REFUSED ? ExitCode.REFUSED : ExitCode.FAILED, "",
          Printable.line(domain) + ": error: " + Printable.line(SecretMask.mask(String.valueOf(e.getMessage()))) + "\n"
              + (e.advice().isEmpty() ? "" : "    " + Printable.line(e.advice()) + "\n")
              + (causes ? Failure.causes(e) : ""));
    }
    events.guestEnds(domain, outcome.exit(), outcome.messages());
    return outcome;
  }

  private static MoveRequest request(Arguments arguments, Shell shell) throws UsageException {
    if (arguments.positionals().size() != 2) {
      throw new UsageException("Name a domain and the URI of the host that gets it");
    }
    boolean live = arguments.flag("--live");
    boolean offline = arguments.flag("--offline");
    if (live && offline) {
      throw new UsageException("--live and --offline contradict each other");
    }
    if (offline && arguments.flag("--copy-storage")) {
      throw new UsageException("--copy-storage is for a running domain: libvirt copies no others' disks");
    }
    String target = arguments.positionals().get(1);
    if (!target.contains(":/")) {
      throw new UsageException(target + " is no URI of a host, such as qemu+ssh://root@kvm2/system");
    }
    return new MoveRequest(
        arguments.positionals().get(0), ConnectChoice.uri(arguments, shell), target,
        live ? Optional.of(Way.LIVE) : offline ? Optional.of(Way.OFFLINE) : Optional.empty(),
        arguments.flag("--copy-storage"), arguments.flag("--keep-source"), arguments.flag("--unsafe"),
        Optional.ofNullable(arguments.text("--name")), Optional.ofNullable(arguments.text("--data-uri")));
  }

  private static String text(MoveReport done) {
    String name = Printable.line(done.name());
    String renamed = done.name().equals(done.domain()) ? "" : " as " + name;
    return "moved: " + Printable.line(done.domain()) + renamed + " to " + Printable.line(done.targetUri()) + ", "
        + done.way().name().toLowerCase(Locale.ROOT) + "\n"
        + (done.kept() ? "  its definition stays here as well: never start both\n" : "");
  }
}
