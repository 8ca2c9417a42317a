package org.xen2kvm.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RoffTest {
  @Test
  void noCharacterOfATextMeansAnythingToTroff() {
    assertThat(Roff.escape("a\\b --c 'd' `e` \"f\" ^g ~h ä €"))
        .isEqualTo("a\\(rsb \\-\\-c \\(aqd\\(aq \\(gae\\(ga \\(dqf\\(dq \\(hag \\(tih \\[u00E4] \\[u20AC]");
  }

  @Test
  void aLineThatBeginsLikeARequestStaysText() {
    assertThat(new Roff().text(".so /etc/passwd").verbatim(List.of("'br", "  in")).toString()).isEqualTo("""
        \\&.so /etc/passwd
        .EX
        \\(aqbr
        \\&  in
        .EE
        """);
  }

  @Test
  void aLineFeedBeginsNoLine() {
    assertThat(new Roff().text("one\n.br").toString()).isEqualTo("one .br\n");
  }
}
