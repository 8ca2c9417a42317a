package org.xen2kvm.cli.policy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A policy or guest facts file cannot be used; says what is wrong with it, not just the first mistake. */
@SuppressWarnings("serial") // never serialised
public final class PolicyException extends Exception {
  /** Most problems that are told; whoever has more has made one mistake many times. */
  static final int MOST = 100;

  private static final Comparator<Problem> IN_FILE_ORDER =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private final List<Problem> problems;

  /** Takes at least one problem; their order becomes that of the file. */
  PolicyException(List<Problem> problems) {
    super(problems.stream().sorted(IN_FILE_ORDER).map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems.stream().sorted(IN_FILE_ORDER).toList();
  }

  PolicyException(Problem problem) {
    this(List.of(problem));
  }

  /** Returns what is wrong, in the order of the file; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * One mistake.
   *
   * @param file the name of the file, as the user gave it
   * @param line 1-based line
   * @param column 1-based column
   * @param message what is wrong and what would be right, one sentence without a full stop
   */
  public record Problem(String file, int line, int column, String message) {
    /** Returns the form that compilers use and editors link: {@code policy.yaml:12:5: error: …}. */
    @Override
    public String toString() {
      return file + ":" + line + ":" + column + ": error: " + message;
    }
  }
}
