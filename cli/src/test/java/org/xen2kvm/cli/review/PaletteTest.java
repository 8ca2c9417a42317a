package org.xen2kvm.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The contrast of the page's colours, by the formula of WCAG 2.2. */
final class PaletteTest {
  private static final String STYLE = PageTemplate.file("page.css");

  /** Texts, and the grounds on which they stand: at least 4.5, level AA. */
  private static final Map<String, List<String>> TEXTS = Map.of(
      "ink", List.of("ground", "panel", "bad-ground", "warn-ground", "removed-ground", "removed-word", "added-ground", "added-word"),
      "quiet", List.of("ground", "panel"),
      "link", List.of("ground", "panel", "bad-ground", "warn-ground"),
      "bad", List.of("ground", "panel", "bad-ground"),
      "warn", List.of("ground", "panel", "warn-ground"),
      "good", List.of("ground", "panel"));

  /** Borders of what one can use or has to see: at least 3. */
  private static final Map<String, List<String>> EDGES =
      Map.of("edge", List.of("ground", "panel"), "link", List.of("ground", "panel"), "bad", List.of("ground"), "warn", List.of("ground"));

  private static Map<String, String> palette(int nth) {
    Matcher roots = Pattern.compile(":root \\{([^}]*)}").matcher(STYLE);
    List<String> all = roots.results().map(root -> root.group(1)).toList();
    assertThat(all).as("light and dark").hasSize(2);
    Map<String, String> colors = new HashMap<>();
    Matcher colour = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});").matcher(all.get(nth));
    while (colour.find()) {
      colors.put(colour.group(1), colour.group(2));
    }
    return colors;
  }

  private static double luminance(String hex) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static void check(Map<String, List<String>> pairs, double least) {
    for (int mode = 0; mode < 2; mode++) {
      Map<String, String> colors = palette(mode);
      pairs.forEach((text, grounds) -> grounds.forEach(ground ->
          assertThat(contrast(colors.get(text), colors.get(ground))).as("%s on %s in %s", text, ground, colors)
              .isGreaterThanOrEqualTo(least)));
    }
  }

  @Test
  void theFormulaGivesTheKnownValues() {
    assertThat(contrast("000000", "ffffff")).isEqualTo(21.0);
    assertThat(contrast("777777", "ffffff")).isBetween(4.47, 4.49);
  }

  @Test
  void everyTextIsLegibleOnEveryGround() {
    check(TEXTS, 4.5);
  }

  /** Browsers have a grey of their own for it, which on a dark ground has 3.9. */
  @Test
  void whatStandsInAnEmptyFieldIsOneOfTheTexts() {
    assertThat(STYLE).contains("::placeholder { color: var(--quiet); opacity: 1; }");
    assertThat(TEXTS.get("quiet")).as("the ground of a field").contains("ground");
  }

  @Test
  void everyEdgeCanBeSeen() {
    check(EDGES, 3);
  }

  @Test
  void lightAndDarkHaveTheSameColoursAndNoOthersAreUsed() {
    assertThat(palette(0).keySet()).isEqualTo(palette(1).keySet());
    String rules = STYLE.replaceAll(":root \\{[^}]*}", "");
    TreeSet<String> texts = new TreeSet<>();
    Matcher text = Pattern.compile("(?<![-a-z])(?:color|fill): var\\(--([a-z-]+)\\)").matcher(rules);
    while (text.find()) {
      texts.add(text.group(1));
    }
    texts.remove("panel"); // the fill of boxes
    assertThat(texts).as("texts whose contrast is checked").isSubsetOf(TEXTS.keySet());
    assertThat(rules).doesNotContainPattern("#[0-9a-f]{3,8}\\b").doesNotContain("rgb(", "hsl(");
  }
}
