package org.xen2kvm.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run of one part of the benchmarks left in its file.
 *
 * @param machine what it ran on, in the file's order
 * @param run when, which version, where its files lay
 * @param facts what is known besides the figures
 * @param leftOut what could not be measured, each with its reason
 * @param figures by name
 */
record PartResults(
    Map<String, String> machine, Map<String, String> run, Map<String, String> facts, List<String> leftOut, Map<String, Figure> figures) {

  /** Returns what the file tells; nothing, where that part never ran. */
  static PartResults read(Path file) throws IOException {
    PartResults results =
        new PartResults(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>(), new LinkedHashMap<>());
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        results.add(line.split("\t", -1));
      }
    }
    return results;
  }

  private void add(String[] fields) {
    switch (fields[0]) {
      case "machine" -> machine.put(fields[1], fields[2]);
      case "run" -> run.put(fields[1], fields[2]);
      case "fact" -> {
        if (fields[1].equals("left-out")) {
          leftOut.add(fields[2]);
        } else {
          facts.put(fields[1], fields[2]);
        }
      }
      case "figure" -> figures.put(fields[1], new Figure(fields[2], Double.parseDouble(fields[3]), Double.parseDouble(fields[4]),
          Double.parseDouble(fields[5]), Stream.of(fields[6].split(" ")).map(Double::valueOf).toList()));
      default -> throw new IllegalArgumentException("no kind of line: " + fields[0]);
    }
  }

  Optional<Figure> figure(String name) {
    return Optional.ofNullable(figures.get(name));
  }

  /** A figure as a page tells it; a dash for one that was not measured. */
  String text(String name) {
    return figure(name).map(Figure::text).orElse("–");
  }

  String textWithSpread(String name) {
    return figure(name).map(Figure::textWithSpread).orElse("–");
  }

  /** A fact; a number with its thousands apart. */
  String fact(String name) {
    String value = facts.getOrDefault(name, "–");
    return value.matches("[0-9]{4,9}") ? String.format(Locale.ROOT, "%,d", Integer.parseInt(value)) : value;
  }

  /** The words of a fact that is a list. */
  List<String> words(String name) {
    String value = facts.getOrDefault(name, "");
    return value.isEmpty() ? List.of() : List.of(value.split(" "));
  }

  /** When and how it was measured, and what was not. */
  String circumstances() {
    if (run.isEmpty()) {
      return "Not measured yet.";
    }
    StringBuilder out = new StringBuilder("Measured on %s with %s, files on %s, load before %s.".formatted(
        run.get("date"), run.get("version"), run.get("files"), run.get("load")));
    leftOut.forEach(what -> out.append(" Left out: ").append(what).append('.'));
    return out.toString();
  }
}
