package org.xen2kvm.converter.xl.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.xl.text.XlValue.Items;
import org.xen2kvm.converter.xl.text.XlValue.Scalar;

/** Whatever the text: values, or the one exception that says why not, with a place that is in the text. */
final class XlParserFuzzTest {
  private static final List<String> SEEDS = List.of(
      """
      # an HVM guest
      name = "web1"
      builder='hvm'; memory = 512#x
      disk = [ 'phy:/dev/vg/web1,hda,w',\r
               "file:/iso\\x41\\101.iso,hdc:cdrom,r", ]
      vif = [ '' ]
      vfb = [ 'vncpasswd=x' ]
      vnuma = [ [ "pnode=0", 'vcpus=0-3' ], [ ] ]
      extra += u'console=hvc0' \t
      OVM = [ {'a': ["b", 1]}, -5900 ]
      """,
      """
      import os
      def f(x): return x % 3
      kernel = '/boot/' + os.uname()[4]
      """);

  private static final String SALT = "\\'\"[]{}(),;#=+-%.\n\r\t \u0000u1x9aZ_\uD800\uDC00\uFEFF\u00e9";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void mutantsAreReadOrRefused(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 4_000; run++) {
      check(mutant(SEEDS.get(random.nextInt(SEEDS.size())), random));
    }
  }

  private static void check(String text) {
    try {
      XlDocument document = XlParser.parse(text);
      document.settings().values().forEach(setting -> check(setting.value(), text));
      document.remarks().forEach(remark -> assertIn(remark.place(), text));
    } catch (XlSyntaxException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertIn(e.place(), text);
    }
  }

  private static void check(XlValue value, String text) {
    assertIn(value.place(), text);
    if (value instanceof Items items) {
      items.items().forEach(item -> check(item, text));
    } else if (value instanceof Scalar scalar) {
      for (int i = 0; i <= scalar.text().length(); i++) {
        assertThat(scalar.placeOf(i).column()).isGreaterThanOrEqualTo(scalar.place().column());
      }
    }
  }

  private static void assertIn(Place place, String text) {
    long lines = text.chars().filter(c -> c == '\n').count() + 1;
    assertThat((long) place.line()).as(text).isBetween(1L, lines);
    assertThat(place.column()).as(text).isBetween(1, text.length() + 1);
  }

  private static String mutant(String seed, SplittableRandom random) {
    StringBuilder text = new StringBuilder(seed);
    for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, SALT.charAt(random.nextInt(SALT.length())));
        case 2 -> text.insert(at, text.substring(at, end));
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }
}
