package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for those who come from elsewhere have a line for whatever these know. */
final class ComingFromPagesTest {
  private static String page(String name) throws IOException {
    return Files.readString(GoldenCase.ROOT.resolve("docs").resolve(name));
  }

  static List<String> optionsOfVirtV2v() throws IOException {
    try (InputStream list = ComingFromPagesTest.class.getResourceAsStream("/virt-v2v-2.2.options")) {
      assertThat(list).isNotNull();
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("optionsOfVirtV2v")
  void everyOptionOfVirtV2vIsThere(String option) throws IOException {
    // Names of two letters have both forms; those of VMware and oVirt stand together.
    String name = option.replaceFirst("^--(i|o)([a-z])$", "-$1$2").replaceFirst("^--(vddk|vdsm)-.*", "--$1-");
    String left = page("from-virt-v2v.md").lines().filter(line -> line.startsWith("| ")).map(line -> line.split(" \\| ")[0])
        .collect(Collectors.joining("\n"));

    assertThat(left).containsPattern("`" + Pattern.quote(name) + (name.endsWith("-") ? "" : "(?![a-z-])"));
  }

  @Test
  void everyStepOfTheGuideIsThere() throws IOException {
    Set<String> steps = Pattern.compile("\\b[XGR][0-9]+\\b").matcher(page("from-the-suse-guide.md")).results()
        .map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));

    assertThat(steps).containsExactlyInAnyOrderElementsOf(Stream.of(
        IntStream.rangeClosed(1, 13).mapToObj(step -> "X" + step), IntStream.rangeClosed(1, 8).mapToObj(step -> "G" + step),
        IntStream.rangeClosed(1, 4).mapToObj(step -> "R" + step)).flatMap(all -> all).toList());
  }
}
