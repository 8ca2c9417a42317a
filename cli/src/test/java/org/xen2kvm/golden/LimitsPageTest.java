package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The constants that docs/limits.md names as the place of a limit are there. */
final class LimitsPageTest {
  private static final Path PAGE = GoldenCase.ROOT.resolve("docs/limits.md");

  /** A class with a constant, or a constant of the class before. */
  private static final Pattern NAMED = Pattern.compile("`(?:([A-Z][A-Za-z]+)\\.)?([A-Z][A-Z_]+)`");

  @Test
  void eachConstantIsOneOfTheSources() throws IOException {
    TreeMap<String, Path> sources = sources();
    List<String> missing = new ArrayList<>();
    int constants = 0;
    for (String line : Files.readAllLines(PAGE)) {
      String type = "";
      Matcher named = NAMED.matcher(line);
      while (named.find()) {
        type = named.group(1) == null ? type : named.group(1);
        constants++;
        if (!sources.containsKey(type) || !Files.readString(sources.get(type)).contains(" " + named.group(2) + " = ")) {
          missing.add(type + "." + named.group(2));
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(constants).isGreaterThan(25);
  }

  private static TreeMap<String, Path> sources() throws IOException {
    TreeMap<String, Path> sources = new TreeMap<>();
    for (String module : List.of("converter", "guestfix", "runner", "cli")) {
      try (Stream<Path> files = Files.walk(GoldenCase.ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> sources.put(file.getFileName().toString().replace(".java", ""), file));
      }
    }
    return sources;
  }
}
