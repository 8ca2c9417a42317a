package org.xen2kvm.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all parts of the benchmarks left.
 *
 * @param parts by name, those without results among them
 */
record Results(Map<String, PartResults> parts) {
  private static final List<String> PARTS = List.of("converter", "start", "memory", "jobs", "shards", "copy", "sizing", "guestfix");

  static Results read(Path folder) throws IOException {
    Map<String, PartResults> parts = new LinkedHashMap<>();
    for (String part : PARTS) {
      parts.put(part, PartResults.read(folder.resolve(part + ".tsv")));
    }
    return new Results(parts);
  }

  PartResults part(String name) {
    PartResults part = parts.get(name);
    if (part == null) {
      throw new IllegalArgumentException("the benchmarks have no part " + name);
    }
    return part;
  }

  /** Returns what a page quotes as {@code PART/NAME}: a figure, or a fact. */
  String quoted(String part, String name) {
    PartResults results = part(part);
    return results.figure(name).isPresent() ? results.text(name) : results.fact(name);
  }
}
