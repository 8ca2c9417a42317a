package org.xen2kvm.converter.xml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTextTest {
  @Test
  void countsLinesOfEveryKindWhateverTheOrderOfQuestions() {
    SourceText text = new SourceText("ab\ncd\r\nef\rgh");

    assertThat(text.line(10)).as("g").isEqualTo(4);
    assertThat(text.column(11)).as("h").isEqualTo(2);
    assertThat(text.line(0)).isEqualTo(1);
    assertThat(text.line(2)).as("a line feed belongs to its line").isEqualTo(1);
    assertThat(text.line(3)).isEqualTo(2);
    assertThat(text.column(4)).isEqualTo(2);
    assertThat(text.line(7)).as("behind a carriage return and a line feed").isEqualTo(3);
    assertThat(text.line(12)).as("the end").isEqualTo(4);
  }

  @Test
  void knowsWindowsLineEndsByTheFirstLine() {
    assertThat(new SourceText("a\r\nb\n").hasWindowsLineEnds()).isTrue();
    assertThat(new SourceText("a\nb\r\n").hasWindowsLineEnds()).isFalse();
    assertThat(new SourceText("a").hasWindowsLineEnds()).isFalse();
  }
}
