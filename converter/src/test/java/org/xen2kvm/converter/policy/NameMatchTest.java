package org.xen2kvm.converter.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameMatchTest {
  @Test
  void anExactNameMatchesItselfOnlyAndItsReplacementIsLiteral() {
    NameMatch match = NameMatch.exact("xen.br0");

    assertThat(match.replace("xen.br0", "br$1")).contains("br$1");
    assertThat(match.replace("xenXbr0", "br0")).isEmpty();
    assertThat(match.matches("xen.br01")).isFalse();
  }

  @Test
  void anExpressionMatchesTheWholeNameAndLendsItsGroups() {
    NameMatch match = NameMatch.regex("xenbr(\\d+)");

    assertThat(match.replace("xenbr12", "br$1")).contains("br12");
    assertThat(match.replace("my-xenbr12", "br$1")).isEmpty();
  }

  @Test
  void theReplacementStandsForTheWholeNameEvenWhereAnAlternativeMatchesLess() {
    assertThat(NameMatch.regex("a|ab").replace("ab", "X")).contains("X");
  }
}
