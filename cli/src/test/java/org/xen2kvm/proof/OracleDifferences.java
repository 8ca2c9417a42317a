package org.xen2kvm.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The deliberate differences between this project's reading of a Xen configuration and libvirt's, one by one:
 * {@code testdata/xl/oracle-differences.tsv}, lines of file, XPath, what we make of it, what libvirt makes of it, and the reason.
 *
 * @param reasons the reason of each line, by the other four columns
 */
record OracleDifferences(Map<String, String> reasons) {
  OracleDifferences {
    reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
  }

  /** What a difference is called: its line without the reason. */
  static String key(String file, DomainComparison.Deviation deviation) {
    return String.join("\t", file, deviation.xpath(), oneLine(deviation.first()), oneLine(deviation.second()));
  }

  /** Reads the list. */
  static OracleDifferences read() {
    Path list = Path.of(System.getProperty("xen2kvm.root", ".."), "testdata", "xl", "oracle-differences.tsv");
    Map<String, String> reasons = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        int last = line.lastIndexOf('\t');
        if (line.split("\t", -1).length != 5 || line.substring(last + 1).isBlank()) {
          throw new IllegalStateException(list + ": not a file, an XPath, two values and a reason: " + line);
        }
        if (reasons.put(line.substring(0, last), line.substring(last + 1)) != null) {
          throw new IllegalStateException(list + ": twice: " + line);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new OracleDifferences(reasons);
  }

  private static String oneLine(String value) {
    return value.replace('\t', ' ').replace('\n', ' ').strip();
  }
}
