package org.xen2kvm.converter.rule.cmdline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelCommandLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "ro", " ro  quiet\t", "\n  method=http://a/b\n", "a=\"x y\" b", "\"a=x y\" b", "a=\"open end",
        "-- x"})
  void printsWhatItRead(String text) {
    assertThat(KernelCommandLine.of(text)).hasToString(text);
    assertThat(KernelCommandLine.of(text).map(Optional::of)).hasToString(text);
  }

  @Test
  void holdsQuotedWhiteSpaceTogether() {
    assertThat(KernelCommandLine.of("a=\"x y\" \"b=z w\" c").kernelWords())
        .containsExactly("a=\"x y\"", "\"b=z w\"", "c");
  }

  @Test
  void leavesTheWordsOfInitAlone() {
    KernelCommandLine line = KernelCommandLine.of("ro -- single");

    assertThat(line.kernelWords()).containsExactly("ro");
    assertThat(line.map(word -> Optional.of("X"))).hasToString("X -- single");
    assertThat(line.append("quiet")).hasToString("ro quiet -- single");
    assertThat(line.has("single")).isFalse();
  }

  @Test
  void removesAWordWithTheSpaceBesideIt() {
    assertThat(KernelCommandLine.of("a b  c").map(word -> word.equals("b") ? Optional.empty() : Optional.of(word)))
        .hasToString("a  c");
    assertThat(KernelCommandLine.of("a b").map(word -> word.equals("a") ? Optional.empty() : Optional.of(word)))
        .hasToString("b");
    assertThat(KernelCommandLine.of(" a b").map(word -> word.equals("a") ? Optional.empty() : Optional.of(word)))
        .hasToString(" b");
    assertThat(KernelCommandLine.of("a").map(word -> Optional.empty())).hasToString("");
  }

  @Test
  void addsWordsAtBothEnds() {
    assertThat(KernelCommandLine.of("ro").prepend("root=x")).hasToString("root=x ro");
    assertThat(KernelCommandLine.of(" ro").prepend("root=x")).hasToString("root=x ro");
    assertThat(KernelCommandLine.of("ro ").append("quiet")).hasToString("ro quiet ");
    assertThat(KernelCommandLine.of("").append("quiet")).hasToString("quiet");
  }

  @Test
  void takesKeyAndValueApart() {
    assertThat(KernelCommandLine.key("root=/dev/xvda")).isEqualTo("root");
    assertThat(KernelCommandLine.key("\"root=/dev/xvda\"")).isEqualTo("root");
    assertThat(KernelCommandLine.key("quiet")).isEqualTo("quiet");
    assertThat(KernelCommandLine.key("\"quiet\"")).isEqualTo("quiet");
    assertThat(KernelCommandLine.value("root=\"/dev/xvda\"")).isEqualTo("/dev/xvda");
    assertThat(KernelCommandLine.value("a=b=c")).isEqualTo("b=c");
    assertThat(KernelCommandLine.value("quiet")).isEmpty();
  }
}
