package org.xen2kvm.cli.guest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.guest.GuestFormats.JunitFile;
import org.xen2kvm.cli.guest.option.GuestChoices;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.option.EventChoice;
import org.xen2kvm.cli.option.MessageChoices;
import org.xen2kvm.cli.progress.GuestLine;
import org.xen2kvm.cli.progress.RunListener;
import org.xen2kvm.cli.progress.RunListeners;
import org.xen2kvm.cli.progress.StepLines;
import org.xen2kvm.cli.progress.TerminalLine;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.libguestfs.ApplianceListener;
import org.xen2kvm.guestfix.libguestfs.ApplianceOptions;
import org.xen2kvm.guestfix.libguestfs.nativecall.Cancellation;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.run.Migrations;
import org.xen2kvm.migration.run.Rehearsal;

/** Runs a command's work on each of its guests: appliances, failures, order of output, who hears of it. For one run. */
public final class GuestWork {
  private static final int MOST_JOBS = 256;

  private final Shell shell;
  private final ApplianceFactory factory;
  private final ApplianceOptions appliance;
  private final int jobs;
  private final MessageChoices told;
  private final String command;
  private final EventChoice events;
  private final boolean force;
  private final TerminalLine line;
  private final GuestSecrets secrets;
  private GuestFormats formats = GuestFormats.NONE;

  private GuestWork(Arguments arguments, Shell shell, ApplianceFactory factory) throws UsageException {
    this.shell = shell;
    this.factory = factory;
    this.appliance = GuestChoices.appliance(arguments).withCancellation(new Cancellation());
    Integer given = arguments.number("--jobs", 1, MOST_JOBS);
    this.jobs = given == null ? GuestBatch.mostJobs(appliance.memoryMebibytes()) : given;
    this.told = MessageChoices.of(arguments, shell);
    this.command = arguments.command();
    this.events = EventChoice.of(arguments);
    this.force = arguments.flag("--force");
    this.secrets = new GuestSecrets(arguments.flag("--show-secrets"));
    this.line = told.line(shell);
  }

  /**
   * Makes it from the options {@code --appliance-memory}, {@code --jobs}, {@code --events}, and how much is
   * told.
   *
   * @throws UsageException when one of them is wrong
   */
  public static GuestWork of(Arguments arguments, Shell shell, ApplianceFactory factory) throws UsageException {
    return new GuestWork(arguments, shell, factory);
  }

  /** Has reports written as well. */
  public GuestWork reporting(GuestFormats wanted) {
    formats = wanted;
    return this;
  }

  /** Returns how much is told. */
  public MessageChoices told() {
    return told;
  }

  /** Returns what opens guests' disks and says on standard error what a user should know of it. */
  public Appliances appliances() {
    return factory.make(appliance, new ApplianceListener() {
      @Override
      public void note(String message) {
        if (!told.isQuiet()) {
          line.message("xen2kvm: " + Printable.line(secrets.sentence(message)) + "\n");
        }
      }

      @Override
      public void log(String text) {
        if (told.isVerbose()) {
          line.message(Printable.text(secrets.sentence(text)));
        }
      }
    });
  }

  /** Returns migrations that are written down in a store; a worker that is interrupted ends its own. */
  public Migrations migrations(MigrationStore store, Hosts hosts, ApplyListener listener) {
    PlanExecutor executor = new PlanExecutor(appliances(), qemuImg(), listener);
    return new Migrations(store, hosts, executor, qemuImg(), listener, () -> Thread.currentThread().isInterrupted());
  }

  /** Returns what says whether such migrations would be refused. */
  public Rehearsal rehearsal(MigrationStore store, Hosts hosts) {
    return new Rehearsal(store, hosts, qemuImg());
  }

  /** Returns what asks and makes disk images. */
  public QemuImg qemuImg() {
    return new QemuImg();
  }

  /** What is done to a guest. */
  public interface Job<S> {
    /** Returns what became of it; tells the listener what it does. */
    GuestOutcome run(S guest, ApplyListener listener);
  }

  private record Ended(String input, GuestOutcome outcome) {}

  /**
   * Does the work for each guest, several at a time, and prints the outcomes in order.
   *
   * @throws IOException when standard output or a report cannot be written
   * @throws UsageException when a report cannot be begun
   */
  public <S> ExitCode run(List<S> guests, Function<S, String> label, Job<S> job) throws IOException, UsageException {
    return run(guests, label, job, (guest, outcome) -> {});
  }

  /**
   * Does the work for each guest, several at a time, and prints the outcomes in order.
   *
   * @param ended is given each guest and its outcome, in order
   * @throws IOException when standard output or a report cannot be written
   * @throws UsageException when a report cannot be begun
   */
  public <S> ExitCode run(
      List<S> guests, Function<S, String> label, Job<S> job, BiConsumer<S, GuestOutcome> ended)
      throws IOException, UsageException {
    try (OutputStream eventStream = events.open(shell, secrets.shown()); JunitFile junit = formats.open(command, shell, secrets.shown(), force)) {
      RunListeners listeners = listeners(eventStream);
      listeners.runBegins(command, guests.stream().map(label).toList());
      List<GuestOutcome> outcomes = new ArrayList<>();
      Consumer<Ended> tell = each -> {
        ended.accept(guests.get(outcomes.size()), each.outcome());
        outcomes.add(each.outcome());
        print(each, junit);
      };
      GuestBatch.run(guests, jobs, guest -> ended(label.apply(guest), guest, job, listeners), tell,
          appliance.cancellation()::cancel);
      ExitCode exit = GuestOutcome.together(outcomes);
      if (junit != null) {
        junit.finish();
      }
      listeners.runEnds(exit);
      return exit;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      line.close();
    }
  }

  private RunListeners listeners(@Nullable OutputStream eventStream) {
    List<RunListener> all = new ArrayList<>();
    all.add(new GuestLine(line));
    if (told.isVerbose()) {
      all.add(new StepLines(line));
    }
    all.add(EventChoice.writing(eventStream, line));
    return new RunListeners(all);
  }

  private <S> Ended ended(String input, S guest, Job<S> job, RunListeners listeners) {
    listeners.guestBegins(input);
    GuestOutcome outcome = guarded(input, () -> job.run(guest, (name, step) ->
        listeners.step(input, name, new Step(step.phase(), secrets.sentence(step.what()), step.percent())))).told(secrets::sentence);
    listeners.guestEnds(input, outcome.exit(), outcome.findings() + outcome.messages());
    return new Ended(input, outcome);
  }

  private void print(Ended ended, @Nullable JunitFile junit) {
    GuestOutcome outcome = ended.outcome();
    try {
      line.above(() -> {
        if (!events.takesStandardOutput()) {
          shell.print(outcome.data());
        }
        shell.out().flush();
      });
      if (junit != null) {
        junit.add(ended.input(), outcome);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    boolean good = outcome.exit() == ExitCode.DONE || outcome.exit() == ExitCode.CHANGES;
    if (!good || !told.isQuiet()) {
      line.message(outcome.messages());
    }
  }

  private interface Work {
    GuestOutcome run();
  }

  /** One guest's failure must not cost the rest of a batch; what is a bug goes through. */
  private GuestOutcome guarded(String label, Work work) {
    try {
      return work.run();
    } catch (MigrationException e) {
      ExitCode exit = switch (e.reason()) {
        case STALE -> ExitCode.STALE;
        case REFUSED -> ExitCode.REFUSED;
        case TAKEN, FAILED -> ExitCode.FAILED;
      };
      return failed(exit, label, e.getMessage(), e.advice(), e.details() + notUndone(e), e);
    } catch (UncheckedIOException e) {
      return failed(ExitCode.FAILED, label, told(e), "", notUndone(e), e);
    } catch (GuestDisksException | GuestFilesystemException e) {
      return failed(ExitCode.FAILED, label, e.getMessage(), "", notUndone(e), e);
    }
  }

  private static String told(UncheckedIOException failure) {
    String reason = IoReason.of(Objects.requireNonNull(failure.getCause()));
    String message = String.valueOf(failure.getMessage());
    if (message.equals(String.valueOf(failure.getCause()))) {
      return reason;
    }
    return message.endsWith(reason) ? message : message + ": " + reason;
  }

  /** Returns what could not be undone after a failure. */
  private static String notUndone(RuntimeException failure) {
    StringBuilder out = new StringBuilder();
    for (Throwable more : failure.getSuppressed()) {
      String why = more instanceof UncheckedIOException unchecked ? told(unchecked)
          : more instanceof IOException checked ? IoReason.of(checked) : more.getMessage();
      out.append("Undoing failed: ").append(why).append(". The next apply, or rollback, tries again.\n");
    }
    return out.toString();
  }

  private GuestOutcome failed(
      ExitCode exit, String label, @Nullable String message, String advice, String details, Throwable failure) {
    String text = Printable.line(label) + ": error: " + Printable.line(String.valueOf(message)) + "\n"
        + (advice.isEmpty() ? "" : "    " + Printable.line(advice) + "\n")
        + (details.isEmpty() ? "" : Printable.text(details.indent(2)))
        + (told.isVerbose() ? Failure.causes(failure) : "");
    return new GuestOutcome(exit, "", text);
  }
}
