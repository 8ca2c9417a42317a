package org.xen2kvm.cli.input;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Expands {@code *}, {@code ?}, {@code [x-z]} and {@code **} in a path that the shell did not expand, in sorted order.
 * As in a shell, hidden names match only a pattern that begins with a dot.
 */
public final class Glob {
  private final Path base;

  /**
   * Makes it.
   *
   * @param base what relative patterns are relative to
   */
  public Glob(Path base) {
    this.base = base;
  }

  /** Returns whether the text has a wildcard. */
  public static boolean isGlob(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
  }

  /** Returns the part before the first segment with a wildcard: empty, or a path that ends with a slash. */
  static String fixedPart(String pattern) {
    int start = 0;
    for (int slash = pattern.indexOf('/'); slash >= 0; slash = pattern.indexOf('/', start)) {
      if (isGlob(pattern.substring(start, slash))) {
        break;
      }
      start = slash + 1;
    }
    return pattern.substring(0, start);
  }

  /**
   * Returns the existing paths that match, as they would have been written by hand; empty when none does.
   *
   * @throws IOException when a folder on the way cannot be listed
   */
  public List<String> matches(String pattern) throws IOException {
    String fixed = fixedPart(pattern);
    List<String> found = new ArrayList<>();
    collect(fixed, pattern.substring(fixed.length()), found);
    return found;
  }

  /** Adds what matches {@code rest} below {@code prefix}. */
  private void collect(String prefix, String rest, List<String> found) throws IOException {
    Path folder = base.resolve(prefix);
    int slash = rest.indexOf('/');
    String segment = slash < 0 ? rest : rest.substring(0, slash);
    String deeper = slash < 0 ? "" : rest.substring(slash + 1);
    if (!Files.isDirectory(folder)) {
      return;
    }
    if (segment.equals("**") && slash >= 0) {
      collect(prefix, deeper, found);
      for (String name : names(folder)) {
        if (!name.startsWith(".") && !Files.isSymbolicLink(folder.resolve(name))) {
          collect(prefix + name + "/", rest, found);
        }
      }
      return;
    }
    PathMatcher matcher = matcher(folder, segment);
    for (String name : names(folder)) {
      boolean hiddenByRule = name.startsWith(".") && !segment.startsWith(".");
      if (hiddenByRule || !matcher.matches(folder.getFileSystem().getPath(name))) {
        continue;
      }
      if (deeper.isEmpty()) {
        found.add(prefix + name);
      } else {
        collect(prefix + name + "/", deeper, found);
      }
    }
  }

  private static PathMatcher matcher(Path folder, String segment) {
    try {
      return folder.getFileSystem().getPathMatcher("glob:" + segment.replace("{", "\\{").replace("}", "\\}"));
    } catch (PatternSyntaxException e) {
      return path -> path.toString().equals(segment);
    }
  }

  /** Returns the names in a folder, sorted: folders list in no order, and a run must not depend on it. */
  static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        if (name != null) {
          names.add(name.toString());
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(null);
    return names;
  }
}
