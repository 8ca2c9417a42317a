package org.xen2kvm.converter.xml;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** The unified diff of two texts, in the form that {@code patch -p1} takes. Stateless. */
public final class UnifiedDiff {
  private static final int CONTEXT_LINES = 3;
  private static final String NO_LINE_END = "\\ No newline at end of file";

  private UnifiedDiff() {}

  /**
   * Returns the diff with {@code a/} and {@code b/} headers, each line ended by a line feed; empty when the texts are equal.
   *
   * @param path the relative path for both headers, with forward slashes
   */
  public static String of(String path, String before, String after) {
    if (before.equals(after)) {
      return "";
    }
    List<String> from = lines(before);
    List<String> to = lines(after);
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff("a/" + path, "b/" + path, from, DiffUtils.diff(from, to), CONTEXT_LINES);
    StringBuilder out = new StringBuilder();
    for (String line : diff) {
      out.append(line.startsWith("@@ ") ? emptyAtZero(line) : line).append('\n');
    }
    return out.toString();
  }

  /** POSIX: the empty range of a file without lines begins at line 0; patch takes that for a file to make or to remove. */
  private static String emptyAtZero(String hunk) {
    return hunk.replace("@@ -1,0 ", "@@ -0,0 ").replace(" +1,0 @@", " +0,0 @@");
  }

  /** Splits at line feeds; a last line without one carries the marker that patch knows, so that it differs from one with. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start) + "\n" + NO_LINE_END);
    }
    return lines;
  }
}
