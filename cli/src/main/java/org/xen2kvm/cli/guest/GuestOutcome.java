package org.xen2kvm.cli.guest;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.MigrationException;

/**
 * What became of one guest, ready to print.
 *
 * @param exit what the tool exits with if this is the only guest
 * @param data for standard output
 * @param messages for standard error
 * @param findings what the data tell of problems, in lines, for reports that have no place for the rest
 */
public record GuestOutcome(ExitCode exit, String data, String messages, String findings) {

  /** Makes one whose messages tell all of its problems. */
  public GuestOutcome(ExitCode exit, String data, String messages) {
    this(exit, data, messages, "");
  }

  /** Returns the same with what is behind the failure, unless that is null. */
  public GuestOutcome withCauses(@Nullable Throwable failure) {
    return failure == null ? this : new GuestOutcome(exit, data, messages + Failure.causes(failure), findings);
  }

  /** Returns that a file holds no plan of this tool. */
  public static GuestOutcome unreadable(String label, MigrationException why) {
    return new GuestOutcome(ExitCode.REFUSED, "", told(label, String.valueOf(why.getMessage())));
  }

  /** Returns that a plan cannot be read. */
  public static GuestOutcome unreadable(String label, UncheckedIOException why) {
    return new GuestOutcome(ExitCode.FAILED, "", told(label, IoReason.of(Objects.requireNonNull(why.getCause()))));
  }

  /** Returns the same with its messages put into other words. */
  GuestOutcome told(UnaryOperator<String> words) {
    return new GuestOutcome(exit, data, words.apply(messages), words.apply(findings));
  }

  private static String told(String label, String message) {
    return Printable.line(label) + ": error: " + Printable.line(SecretMask.mask(message)) + "\n";
  }

  /** Returns what the tool exits with for all of them: the only one's code; else whether all are done, and found changes. */
  public static ExitCode together(List<GuestOutcome> outcomes) {
    if (outcomes.size() == 1) {
      return outcomes.get(0).exit();
    }
    boolean changes = false;
    for (GuestOutcome outcome : outcomes) {
      if (outcome.exit() != ExitCode.DONE && outcome.exit() != ExitCode.CHANGES) {
        return ExitCode.INCOMPLETE;
      }
      changes |= outcome.exit() == ExitCode.CHANGES;
    }
    return changes ? ExitCode.CHANGES : ExitCode.DONE;
  }
}
