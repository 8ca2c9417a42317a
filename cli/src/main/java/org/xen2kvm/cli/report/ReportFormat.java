package org.xen2kvm.cli.report;

import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;

/**
 * A way to put a run into words. Inputs are rendered by several threads and printed by one, in order; so what is said of one input
 * depends on nothing but that input, and implementations are safe for use by several threads.
 */
public interface ReportFormat {
  /** Returns what comes before the first input. */
  default String header() {
    return "";
  }

  /** Returns what stands between two inputs. */
  default String separator() {
    return "";
  }

  /** Returns whether {@link #render} tells digests; making them takes time, so nobody does unasked. */
  default boolean needsDigests() {
    return false;
  }

  /** Returns what is said about one input; its secrets are masked already. */
  String render(Report report);

  /**
   * Returns as much of a rendered input as a report that bounds its size has room for; asked in the order of the inputs.
   *
   * @param written the characters of the report so far
   */
  default String fitted(String rendered, long written) {
    return rendered;
  }

  /**
   * Returns a rendered input that tells its place in a report by which shards are put together; asked in the order of the inputs.
   *
   * @param position how many inputs come before it, those of other shards among them
   */
  default String placed(String rendered, long position) {
    return rendered;
  }

  /** Returns what comes after the last input. */
  default String footer(Totals totals) {
    return "";
  }
}
