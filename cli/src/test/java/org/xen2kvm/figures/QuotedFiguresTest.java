package org.xen2kvm.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.golden.GoldenFile;

/**
 * The figures of the pages are those that {@code benchmarks/run} measured. A page names a table, or a figure as PART/NAME, in the comment
 * before the place, and the benchmarks write what stands there.
 */
final class QuotedFiguresTest {
  private static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", ".."));
  private static final Path RESULTS = ROOT.resolve("benchmarks/results");

  private static final Pattern QUOTED = Pattern.compile("(<!-- figures (\\S+) -->)(.*?)(<!-- end of figures -->)", Pattern.DOTALL);

  /** A number with a unit of what is measured. */
  private static final Pattern FIGURE = Pattern.compile("[0-9](?: |-)?(?:s|ms|µs|MB|MiB|GB|GiB|MB/s|MiB/s|seconds|minutes)\\b");

  static List<String> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT); Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).filter(QuotedFiguresTest::quotes)
          .map(file -> ROOT.relativize(file).toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachFigureIsTheMeasuredOne(String page) throws IOException {
    String measured = withFigures(Files.readString(ROOT.resolve(page)), Results.read(RESULTS));

    assertThat(measured).isEqualTo(GoldenFile.expected(page, measured));
  }

  @Test
  void theReadmeAndThePageOfFiguresQuoteThem() throws IOException {
    assertThat(pages()).contains("README.md", "docs/benchmarks.md");
  }

  @Test
  void theReadmesSpeedHasNoFigureOfAnotherOrigin() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    int start = readme.indexOf("\n## Speed\n");
    String speed = readme.substring(start, readme.indexOf("\n## ", start + 1));

    assertThat(QUOTED.matcher(speed).replaceAll("")).doesNotContainPattern(FIGURE);
  }

  @Test
  void eachPartWasMeasuredOnTheSameMachine() throws IOException {
    Set<Map<String, String>> machines = Results.read(RESULTS).parts().values().stream().map(PartResults::machine)
        .filter(machine -> !machine.isEmpty()).collect(Collectors.toSet());

    assertThat(machines).hasSize(1);
  }

  @Test
  void mediansLieInTheMiddleOfTheirRounds() throws IOException {
    for (PartResults part : Results.read(RESULTS).parts().values()) {
      part.figures().forEach((name, figure) -> {
        List<Double> sorted = figure.rounds().stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        assertThat(figure.median()).as(name).isCloseTo(median, withinPercentage(0.1));
        assertThat(List.of(figure.least(), figure.most())).as(name).containsExactly(sorted.get(0), sorted.get(sorted.size() - 1));
      });
    }
  }

  @Test
  void aTableFillsItsLinesAndAFigureItsPlaceInOne() {
    Results results = new Results(Map.of("jobs", new PartResults(Map.of(), Map.of(), Map.of("jobs", "1", "count", "10000"), List.of(),
        Map.of("jobs-1", new Figure("s", 2.5, 2.25, 2.75, List.of(2.75, 2.25, 2.5))))));

    assertThat(withFigures("""
        It takes <!-- figures jobs/jobs-1 -->1 s<!-- end of figures --> for <!-- figures jobs/count --><!-- end of figures -->.
        <!-- figures jobs -->
        old
        <!-- end of figures -->
        """, results)).isEqualTo("""
        It takes <!-- figures jobs/jobs-1 -->2.50 s<!-- end of figures --> for <!-- figures jobs/count -->10,000<!-- end of figures -->.
        <!-- figures jobs -->
        | 10,000 exports | wall | times as fast as one | CPU | peak |
        |---|---|---|---|---|
        | `--jobs 1` | 2.50 s (2.25–2.75) | – | – | – |

        Not measured yet.
        <!-- end of figures -->
        """);
  }

  private static boolean quotes(Path page) {
    try {
      return QUOTED.matcher(Files.readString(page)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withFigures(String page, Results results) {
    FigureTables tables = new FigureTables(results);
    return QUOTED.matcher(page).replaceAll(quoted -> {
      String name = quoted.group(2);
      int slash = name.indexOf('/');
      String text = slash < 0
          ? "\n" + tables.table(name)
          : results.quoted(name.substring(0, slash), name.substring(slash + 1));
      return Matcher.quoteReplacement(quoted.group(1) + text + quoted.group(4));
    });
  }
}
