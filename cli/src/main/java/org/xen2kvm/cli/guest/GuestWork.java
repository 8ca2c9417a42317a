package org.xen2kvm.cli.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.ExitCode;
import org.xen2kvm.cli.batch.Failure;
import org.xen2kvm.cli.option.Arguments;
import org.xen2kvm.cli.option.Shell;
import org.xen2kvm.cli.option.UsageException;
import org.xen2kvm.cli.report.Printable;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.libguestfs.ApplianceListener;
import org.xen2kvm.guestfix.libguestfs.ApplianceOptions;
import org.xen2kvm.guestfix.libguestfs.nativecall.Cancellation;
import org.xen2kvm.migration.Appliances;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.apply.ApplyListener;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.run.Migrations;

/** Runs a command's work on each of its guests: appliances, failures, order of output. For one run. */
public final class GuestWork {
  private static final int MOST_JOBS = 256;

  private final Shell shell;
  private final ApplianceFactory factory;
  private final ApplianceOptions appliance;
  private final int jobs;
  private final boolean verbose;

  private GuestWork(Shell shell, ApplianceFactory factory, ApplianceOptions appliance, int jobs, boolean verbose) {
    this.shell = shell;
    this.factory = factory;
    this.appliance = appliance;
    this.jobs = jobs;
    this.verbose = verbose;
  }

  /**
   * Makes it from the options {@code --appliance-memory}, {@code --jobs} and {@code --verbose}.
   *
   * @throws UsageException when one of them is wrong
   */
  public static GuestWork of(Arguments arguments, Shell shell, ApplianceFactory factory) throws UsageException {
    ApplianceOptions appliance = GuestChoices.appliance(arguments).withCancellation(new Cancellation());
    Integer jobs = arguments.number("--jobs", 1, MOST_JOBS);
    return new GuestWork(
        shell, factory, appliance, jobs == null ? GuestBatch.mostJobs(appliance.memoryMebibytes()) : jobs,
        arguments.flag("--verbose"));
  }

  /** Returns what opens guests' disks and says on standard error what a user should know of it. */
  public Appliances appliances() {
    return factory.make(appliance, new ApplianceListener() {
      @Override
      public void note(String message) {
        shell.err().print("xen2kvm: " + Printable.line(message) + "\n");
      }

      @Override
      public void log(String text) {
        if (verbose) {
          shell.err().print(Printable.text(text));
        }
      }
    });
  }

  /** Returns migrations that are written down in a store; a worker that is interrupted ends its own. */
  public Migrations migrations(MigrationStore store, Hosts hosts) {
    ApplyListener listener = (guest, step) -> {
      if (verbose) {
        shell.err().print("xen2kvm: " + Printable.line(guest) + ": " + step + "\n");
      }
    };
    PlanExecutor executor = new PlanExecutor(appliances(), qemuImg(), listener);
    return new Migrations(store, hosts, executor, qemuImg(), listener, () -> Thread.currentThread().isInterrupted());
  }

  /** Returns what asks and makes disk images. */
  public QemuImg qemuImg() {
    return new QemuImg();
  }

  /**
   * Does the work for each guest, several at a time, and prints the outcomes in order.
   *
   * @throws IOException when standard output cannot be written
   */
  public <S> ExitCode run(List<S> guests, Function<S, String> label, Function<S, GuestOutcome> work) throws IOException {
    return run(guests, label, work, (guest, outcome) -> {});
  }

  /**
   * Does the work for each guest, several at a time, and prints the outcomes in order.
   *
   * @param told is given each guest and its outcome, in order
   * @throws IOException when standard output cannot be written
   */
  public <S> ExitCode run(
      List<S> guests, Function<S, String> label, Function<S, GuestOutcome> work, BiConsumer<S, GuestOutcome> told)
      throws IOException {
    List<GuestOutcome> outcomes = new ArrayList<>();
    Consumer<GuestOutcome> tell = outcome -> {
      told.accept(guests.get(outcomes.size()), outcome);
      outcomes.add(outcome);
      print(outcome);
    };
    try {
      GuestBatch.run(
          guests, jobs, guest -> guarded(label.apply(guest), () -> work.apply(guest)), tell, appliance.cancellation()::cancel);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return GuestOutcome.together(outcomes);
  }

  private void print(GuestOutcome outcome) {
    try {
      shell.print(outcome.data());
      shell.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    shell.err().print(outcome.messages());
  }

  private interface Work {
    GuestOutcome run();
  }

  /** One guest's failure must not cost the rest of a batch; what is a bug goes through. */
  private static GuestOutcome guarded(String label, Work work) {
    try {
      return work.run();
    } catch (MigrationException e) {
      ExitCode exit = switch (e.reason()) {
        case STALE -> ExitCode.STALE;
        case REFUSED -> ExitCode.REFUSED;
        case TAKEN, FAILED -> ExitCode.FAILED;
      };
      return failed(exit, label, e.getMessage(), e.advice(), told(e));
    } catch (UncheckedIOException e) {
      return failed(ExitCode.FAILED, label, told(e), "", "");
    } catch (GuestDisksException | GuestFilesystemException e) {
      return failed(ExitCode.FAILED, label, e.getMessage(), "", "");
    }
  }

  private static String told(UncheckedIOException failure) {
    String reason = Failure.reason(Objects.requireNonNull(failure.getCause()));
    String message = String.valueOf(failure.getMessage());
    return message.equals(String.valueOf(failure.getCause())) || message.endsWith(reason) ? reason : message + ": " + reason;
  }

  /** Returns what others said of a failure, and what could not be undone after it. */
  private static String told(MigrationException failure) {
    StringBuilder out = new StringBuilder(failure.details());
    for (Throwable more : failure.getSuppressed()) {
      out.append("Undoing failed: ").append(more.getMessage()).append(". The next apply, or rollback, tries again.\n");
    }
    return out.toString();
  }

  private static GuestOutcome failed(
      ExitCode exit, String label, @Nullable String message, String advice, String details) {
    String text = Printable.line(label) + ": error: " + Printable.line(String.valueOf(message)) + "\n"
        + (advice.isEmpty() ? "" : "    " + Printable.line(advice) + "\n")
        + (details.isEmpty() ? "" : Printable.text(details.indent(2)));
    return new GuestOutcome(exit, "", text);
  }
}
