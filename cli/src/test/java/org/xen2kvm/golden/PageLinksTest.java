package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages link to is there. */
final class PageLinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(?:#[^)]*)?\\)");

  static List<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(GoldenCase.ROOT);
        Stream<Path> docs = Files.walk(GoldenCase.ROOT.resolve("docs"));
        Stream<Path> deploy = Files.walk(GoldenCase.ROOT.resolve("deploy"));
        Stream<Path> testdata = Files.walk(GoldenCase.ROOT.resolve("testdata"), 2)) {
      return Stream.of(top, docs, deploy, testdata).flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadToFilesOfTheProject(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      String target = link.group(1);
      if (!target.contains("://")) {
        assertThat(page.resolveSibling(target)).as("%s links to %s", page, target).exists();
      }
    }
  }
}
