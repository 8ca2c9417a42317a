package org.xen2kvm.cli.report.pipeline;

import org.xen2kvm.cli.text.Printable;

/**
 * JUnit's XML as Jenkins and GitLab read it: a suite with one test case for each input. A suite each, because its attributes
 * count what is in it, and what is still to come nobody knows while a run is written. Stateless.
 */
public final class JunitXml {
  private JunitXml() {}

  /** What became of an input. */
  public enum Verdict {
    /** It is as wanted. */
    PASSED,
    /** It is refused: somebody has to decide. */
    REFUSED,
    /** It could not be dealt with. */
    FAILED
  }

  /**
   * A test case.
   *
   * @param command what was done to the input
   * @param input its name
   * @param type the rule that refused it, or the kind of failure; not read when it passed
   * @param message why, in one line; not read when it passed
   * @param told all that was said of it; may be empty
   */
  public record Case(String command, String input, Verdict verdict, String type, String message, String told) {}

  /** Returns what comes before the first case. */
  public static String header(String command) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"xen2kvm " + escaped(command) + "\">\n";
  }

  /** Returns a case in its suite. */
  public static String suite(Case one) {
    String name = attribute(one.input());
    StringBuilder out = new StringBuilder();
    out.append("<testsuite name=\"").append(name).append("\" tests=\"1\" failures=\"")
        .append(one.verdict() == Verdict.REFUSED ? 1 : 0).append("\" errors=\"").append(one.verdict() == Verdict.FAILED ? 1 : 0)
        .append("\" skipped=\"0\">\n  <testcase classname=\"xen2kvm.").append(escaped(one.command())).append("\" name=\"")
        .append(name).append("\" file=\"").append(name).append("\">\n");
    if (one.verdict() != Verdict.PASSED) {
      String element = one.verdict() == Verdict.REFUSED ? "failure" : "error";
      out.append("    <").append(element).append(" type=\"").append(attribute(one.type())).append("\" message=\"")
          .append(attribute(one.message())).append("\">").append(text(one.told())).append("</").append(element).append(">\n");
    } else if (!one.told().isEmpty()) {
      out.append("    <system-out>").append(text(one.told())).append("</system-out>\n");
    }
    return out.append("  </testcase>\n</testsuite>\n").toString();
  }

  /** Returns what comes after the last case. */
  public static String footer() {
    return "</testsuites>\n";
  }

  private static String attribute(String value) {
    return escaped(Printable.line(value));
  }

  private static String text(String value) {
    return escaped(Printable.text(value));
  }

  /** What XML 1.0 cannot hold, lone surrogates among it, is left out; control characters are gone by now. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> {
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case 0xFFFE, 0xFFFF -> { }
        default -> {
          if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
            out.appendCodePoint(c);
          }
        }
      }
    });
    return out.toString();
  }
}
