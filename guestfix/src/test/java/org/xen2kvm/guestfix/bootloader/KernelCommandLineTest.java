package org.xen2kvm.guestfix.bootloader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.bootloader.KernelCommandLine.Parameter;

final class KernelCommandLineTest {
  @Test
  void whatIsNotChangedIsWrittenAsItWasRead() {
    for (String line
        : new String[] {"", "  ", " root=/dev/xvda1  ro\tquiet ", "dyndbg=\"file a b +p\" x", "a \\\n b", "\"open a b"}) {
      assertThat(KernelCommandLine.parse(line)).hasToString(line);
    }
  }

  @Test
  void quotesHoldParametersTogether() {
    assertThat(KernelCommandLine.parse("a=\"b c\" d=\\\"e f\\\" g").parameters()).extracting(Parameter::text)
        .containsExactly("a=\"b c\"", "d=\\\"e f\\\"", "g");
  }

  @Test
  void aRemovedParameterTakesItsBlanksWithIt() {
    KernelCommandLine line = KernelCommandLine.parse(" a b  c");

    assertThat(line.map(p -> p.text().equals("b") ? "" : p.text())).hasToString(" a c");
    assertThat(line.map(p -> p.text().equals("a") ? "" : p.text())).hasToString(" b  c");
    assertThat(line.map(p -> p.text().equals("c") ? "d e" : p.text())).hasToString(" a b  d e");
  }

  @Test
  void theLastOfSeveralCounts() {
    assertThat(KernelCommandLine.parse("root=a root=b").value("root")).contains("b");
    assertThat(KernelCommandLine.parse("rootwait").value("root")).isEmpty();
  }

  @Test
  void moreParametersComeLast() {
    assertThat(KernelCommandLine.parse(" a ").plus("b c")).hasToString(" a b c ");
    assertThat(KernelCommandLine.parse("").plus("b")).hasToString("b");
    assertThat(KernelCommandLine.parse("a \\\n b").plus("")).hasToString("a \\\n b");
  }
}
