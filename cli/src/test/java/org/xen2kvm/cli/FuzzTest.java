package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.DomainParser;
import org.xen2kvm.converter.xml.DomainSyntaxException;
import org.xen2kvm.migration.XenDefinition;

/**
 * Damaged definitions: a result or a finding, never an exception. Seeded, so a failure names the seed that repeats it.
 * The mutants of {@code testdata/domains} and, where it is present, of {@code ../shared/corpus}.
 */
final class FuzzTest {
  private static final int MUTANTS = 6_000;
  private static final int RUNS = 300;
  private static final Pattern ELEMENT = Pattern.compile("<([a-z]+)(?: [^<>]*)?(?:/>|>(?:[^<]*)</\\1>)");
  private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z]+)='([^']*)'");
  private static final String[] VALUES = {
    "", "xen", "xvda", "hda", "-1", "99999999999999999999", "\u00E9", "&amp;", "&#10;", "../..", "/dev/x", "block",
    "file", "0x", "xvdzzzz9"
  };

  @TempDir Path dir;

  private static List<byte[]> seeds() throws IOException {
    Path root = Path.of(System.getProperty("xen2kvm.root", ".."));
    List<Path> files = new ArrayList<>();
    for (Path folder : List.of(root.resolve("testdata/domains"), root.resolve("../shared/corpus"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> walk = Files.walk(folder)) {
          walk.filter(file -> file.toString().endsWith(".xml")).filter(Files::isRegularFile).forEach(files::add);
        }
      } else {
        System.out.println("FuzzTest: " + folder + " is not present, its files are left out");
      }
    }
    files.sort(null);
    List<byte[]> seeds = new ArrayList<>(List.of(Cli.xen("a").getBytes(StandardCharsets.UTF_8)));
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length < 100_000) {
        seeds.add(bytes);
      }
    }
    return seeds;
  }

  private static byte[] mutant(List<byte[]> seeds, long seed) {
    Random random = new Random(seed);
    byte[] mutant = seeds.get(random.nextInt(seeds.size()));
    for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
      mutant = mutate(mutant, random, seeds);
    }
    return mutant;
  }

  private static byte[] mutate(byte[] source, Random random, List<byte[]> seeds) {
    if (source.length == 0) {
      return source;
    }
    int kind = random.nextInt(8);
    if (kind == 0) {
      byte[] flipped = source.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      return flipped;
    }
    if (kind == 1) {
      return Arrays.copyOf(source, random.nextInt(source.length));
    }
    String text = new String(source, StandardCharsets.UTF_8);
    String changed = switch (kind) {
      case 2 -> splice(text, pick(ELEMENT, text, random), "");
      case 3 -> duplicate(text, pick(ELEMENT, text, random), pick(ELEMENT, text, random));
      case 4 -> value(text, pick(ATTRIBUTE, text, random), VALUES[random.nextInt(VALUES.length)]);
      case 5 -> splice(text, pick(ATTRIBUTE, text, random), "");
      case 6 -> swapValues(text, pick(ATTRIBUTE, text, random), pick(ATTRIBUTE, text, random));
      default -> graft(text, pick(ELEMENT, text, random),
          new String(seeds.get(random.nextInt(seeds.size())), StandardCharsets.UTF_8), random);
    };
    return changed.getBytes(StandardCharsets.UTF_8);
  }

  /** A piece of a text. */
  private record Piece(int start, int end, int valueStart, int valueEnd) {}

  private static Piece pick(Pattern pattern, String text, Random random) {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      boolean hasValue = matcher.groupCount() > 1;
      pieces.add(new Piece(
          matcher.start(), matcher.end(), hasValue ? matcher.start(2) : matcher.end(),
          hasValue ? matcher.end(2) : matcher.end()));
    }
    return pieces.isEmpty() ? new Piece(0, 0, 0, 0) : pieces.get(random.nextInt(pieces.size()));
  }

  private static String splice(String text, Piece piece, String with) {
    return text.substring(0, piece.start()) + with + text.substring(piece.end());
  }

  private static String duplicate(String text, Piece piece, Piece where) {
    return text.substring(0, where.end()) + text.substring(piece.start(), piece.end()) + text.substring(where.end());
  }

  private static String value(String text, Piece piece, String value) {
    return text.substring(0, piece.valueStart()) + value + text.substring(piece.valueEnd());
  }

  private static String swapValues(String text, Piece one, Piece other) {
    String first = text.substring(one.valueStart(), one.valueEnd());
    String second = text.substring(other.valueStart(), other.valueEnd());
    return one.start() < other.start()
        ? value(value(text, other, first), one, second)
        : value(value(text, one, second), other, first);
  }

  private static String graft(String text, Piece where, String donor, Random random) {
    Piece piece = pick(ELEMENT, donor, random);
    return text.substring(0, where.end()) + donor.substring(piece.start(), piece.end()) + text.substring(where.end());
  }

  @Test
  void everyMutantGivesAResultOrAFinding() throws IOException, DomainSyntaxException {
    List<byte[]> seeds = seeds();
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (long seed = 0; seed < MUTANTS; seed++) {
      String source = new String(mutant(seeds, seed), StandardCharsets.UTF_8);
      ConversionResult result;
      try {
        result = XenDefinition.convert(source);
      } catch (RuntimeException e) {
        throw new AssertionError("Mutant " + seed + " is a bug: " + e + "\n" + source, e);
      }
      outcomes.merge(result.outcome(), 1, Integer::sum);
      if (result.outcome() == Outcome.REFUSED) {
        assertThat(result.has(Severity.ERROR)).as("mutant %d", seed).isTrue();
      } else {
        assertThat(DomainParser.parse(result.converted()).root().getName()).as("mutant %d", seed).isNotEmpty();
      }
    }
    assertThat(outcomes.keySet()).as("mutants of every outcome").contains(Outcome.CONVERTED, Outcome.REFUSED);
  }

  @Test
  void everyMutantEndsWithAnExitCodeAndAMessage() throws IOException {
    List<byte[]> seeds = seeds();
    for (long seed = 0; seed < RUNS; seed++) {
      byte[] mutant = mutant(seeds, -1 - seed);
      Ran ran = Cli.runWithInput(dir, mutant, "convert", "-");
      assertThat(ran.code()).as("mutant %d: %s", -1 - seed, ran.err()).isIn(0, 3, 65);
      assertThat(ran.err()).doesNotContain("internal error", "\tat ");
      assertThat(ran.out().isEmpty()).isEqualTo(ran.code() != 0);
    }
  }
}
