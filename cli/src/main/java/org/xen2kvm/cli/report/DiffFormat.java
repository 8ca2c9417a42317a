package org.xen2kvm.cli.report;

import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.secret.SecretMask;
import org.xen2kvm.cli.text.Color;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.converter.xml.UnifiedDiff;

/**
 * Unified diffs that {@code patch -p1} applies. Files are named as below an output folder: a relative path as it was
 * written.
 *
 * @param color whether lines are coloured
 * @param terminal whether a person's terminal shows it, which gets no control characters of a definition: what is piped or
 *     written to a file is exact, so that it can be applied
 */
public record DiffFormat(boolean color, boolean terminal) implements ReportFormat {
  private static final String MASKED = "Secrets are masked here; the diff applies only with --show-secrets.\n";

  @Override
  public String render(Report report) {
    if (report.fate() != Fate.CONVERTED) {
      return "";
    }
    String diff = UnifiedDiff.of(headerName(report.input().outputName()), report.before(), report.after());
    if (terminal) {
      diff = Printable.onTerminal(diff);
    }
    // patch passes over text in front of the headers.
    String hint = diff.contains(SecretMask.MASK) ? MASKED : "";
    return hint + (color ? painted(diff) : diff);
  }

  /**
   * A name with a blank needs a tab behind it (GNU diff and git do so); one with control characters cannot be told to
   * patch.
   */
  private static String headerName(String name) {
    String safe = Printable.line(name);
    return safe.indexOf(' ') >= 0 ? safe + "\t" : safe;
  }

  /** Returns a text with the lines of the diffs in it coloured. */
  public static String painted(String diff) {
    StringBuilder out = new StringBuilder(diff.length() * 2);
    int start = 0;
    for (int end = diff.indexOf('\n'); end >= 0; end = diff.indexOf('\n', start)) {
      String line = diff.substring(start, end);
      start = end + 1;
      if (line.startsWith("---") || line.startsWith("+++")) {
        line = Color.BOLD.paint(line, true);
      } else if (line.startsWith("@@")) {
        line = Color.CYAN.paint(line, true);
      } else if (line.startsWith("-")) {
        line = Color.RED.paint(line, true);
      } else if (line.startsWith("+")) {
        line = Color.GREEN.paint(line, true);
      }
      out.append(line).append('\n');
    }
    return out.toString();
  }
}
