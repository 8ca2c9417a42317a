package org.xen2kvm.cli.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;

/**
 * Where outputs stand below the output folder. They are named after their inputs, never after domains, so what a
 * definition says cannot lead anywhere. Stateless.
 *
 * <p>A relative path stays as it was written, {@code a/web1.xml}. One that is absolute or climbs with {@code ..} has no
 * such place below a folder: then a file keeps its base name, and the files of a folder keep their paths relative to
 * it.
 */
final class OutputName {
  private OutputName() {}

  /** Returns the name of a file that was named itself. */
  static String ofFile(String argument) {
    String path = inside(argument);
    return withSuffix(path.isEmpty() ? argument.substring(argument.lastIndexOf('/') + 1) : path);
  }

  /** Returns what the names of a folder's files begin with: empty, or a path that ends with a slash. */
  static String ofFolder(String argument) {
    String path = inside(argument);
    return path.isEmpty() ? "" : path + "/";
  }

  /** Returns the name with {@code .xml} at its end; libvirt's own tools look for that suffix. */
  static String withSuffix(String name) {
    return isXml(name) ? name : name + ".xml";
  }

  /** Returns whether a name says that the file is a definition: {@code .xml} is libvirt's suffix, {@code .cfg} that of xl. */
  static boolean isOfDefinition(String name) {
    return isXml(name) || endsWith(name, ".cfg");
  }

  private static boolean isXml(String name) {
    return endsWith(name, ".xml");
  }

  private static boolean endsWith(String name, String suffix) {
    int start = name.length() - suffix.length();
    return start > 0 && name.substring(start).toLowerCase(Locale.ROOT).equals(suffix);
  }

  /** Returns the path without {@code .} and {@code x/..}; empty when it is absolute or leads out. */
  private static String inside(String argument) {
    if (argument.startsWith("/")) {
      return "";
    }
    Deque<String> parts = new ArrayDeque<>();
    int start = 0;
    while (start <= argument.length()) {
      int slash = argument.indexOf('/', start);
      int end = slash < 0 ? argument.length() : slash;
      String part = argument.substring(start, end);
      start = end + 1;
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return "";
        }
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    StringBuilder path = new StringBuilder();
    for (Iterator<String> each = parts.iterator(); each.hasNext(); ) {
      path.append(each.next()).append(each.hasNext() ? "/" : "");
    }
    return path.toString();
  }
}
