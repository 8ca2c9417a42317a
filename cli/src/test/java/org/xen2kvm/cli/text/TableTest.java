package org.xen2kvm.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns, and how wide text is. */
final class TableTest {
  @Test
  void columnsStandBelowEachOther() {
    assertThat(new Table().row("a", "bb", "c").row("long", "", "d").row("e").text()).isEqualTo("""
        a     bb  c
        long      d
        e
        """);
  }

  @Test
  void wideCharactersCountTwice() {
    assertThat(new Table().row("web1", "x").row("\u4e2d\u6587", "y").row("e\u0301", "z").text())
        .isEqualTo("web1  x\n\u4e2d\u6587  y\ne\u0301     z\n");
  }

  @Test
  void linesBelowARowStayThere() {
    assertThat(new Table().row("a").below("    why\n").row("b").text()).isEqualTo("a\n    why\nb\n");
  }

  @Test
  void aHostileCellStaysACell() {
    assertThat(new Table().row("a\nb\u001b[2J\u202e", "c").text()).isEqualTo("a b?[2J?  c\n");
  }

  @ParameterizedTest
  @CsvSource({
      "abc, 3", "\u00e9, 1", "e\u0301, 1", "\u4e2d, 2", "\u3042, 2", "\uff71, 1", "\ud55c, 2", "\uff21, 2", "\ud83d\ude00, 2",
      "\u200b, 0", "\u0430, 1", "\u3001, 2", "\ud840\udc00, 2"})
  void columnsOfATerminal(String text, int columns) {
    assertThat(DisplayWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdef, 5, ab...", "\u4e2d\u4e2d\u4e2d, 5, \u4e2d...", "\u4e2d\u4e2d\u4e2d, 6, \u4e2d\u4e2d\u4e2d"})
  void whatIsTooWideIsCut(String text, int most, String cut) {
    assertThat(DisplayWidth.cut(text, most)).isEqualTo(cut);
  }
}
