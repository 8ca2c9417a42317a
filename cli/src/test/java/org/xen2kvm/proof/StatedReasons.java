package org.xen2kvm.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Files of the corpus that are expected not to come through, each with its stated reason: a resource of this package's
 * folder with lines {@code file TAB key TAB reason}; {@code #} begins a comment. Immutable.
 *
 * @param byFile the entries
 */
record StatedReasons(Map<String, Entry> byFile) {
  /**
   * One line.
   *
   * @param key what the file is expected to show: the id of the rule that refuses it, or a piece of the message
   * @param reason why that is right, for a reader
   */
  record Entry(String key, String reason) {}

  StatedReasons {
    byFile = Collections.unmodifiableMap(new TreeMap<>(byFile));
  }

  /** Whether the file is listed, and the message contains its key. */
  boolean explains(String file, String message) {
    Entry entry = byFile.get(file);
    return entry != null && message.contains(entry.key());
  }

  /** Reads {@code /proof/NAME}. */
  static StatedReasons read(String name) {
    Map<String, Entry> entries = new TreeMap<>();
    try (InputStream resource = Objects.requireNonNull(StatedReasons.class.getResourceAsStream("/proof/" + name), name);
        BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] cells = line.split("\t", -1);
          if (cells.length != 3 || cells[2].isBlank()) {
            throw new IllegalStateException(name + ": not a file, a key and a reason: " + line);
          }
          if (entries.put(cells[0], new Entry(cells[1], cells[2])) != null) {
            throw new IllegalStateException(name + ": twice: " + cells[0]);
          }
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new StatedReasons(entries);
  }
}
