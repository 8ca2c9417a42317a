package org.xen2kvm.guestfix.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextLinesTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "a", "a\n", "a\r\nb\n\n", "\r\n", "a\rb\n", "\r", "a\r"})
  void anEditOfNothingChangesNothing(String text) {
    assertThat(TextLines.map(text, line -> Optional.of(line.text()))).isEqualTo(text);
  }

  @Test
  void linesAreNumberedAndKnowTheirEnds() {
    assertThat(TextLines.of("a\r\n\nb")).containsExactly(
        new TextLines.Line(1, "a", "\r\n"), new TextLines.Line(2, "", "\n"), new TextLines.Line(3, "b", ""));
  }

  @Test
  void aDroppedLineGoesWithItsEnd() {
    assertThat(TextLines.map("a\r\nb\r\nc", line -> line.number() == 2 ? Optional.empty() : Optional.of(line.text())))
        .isEqualTo("a\r\nc");
  }

  @Test
  void commentsAndBlanksAreTold() {
    assertThat(TextLines.of(" \t\n # x\na # x\n")).extracting(TextLines.Line::isBlankOrComment)
        .containsExactly(true, true, false);
  }
}
