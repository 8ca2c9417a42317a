package org.xen2kvm.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {
  private static final List<String> KNOWN = List.of("disk-bus-pv", "disk-bus-xen", "nic-model");

  @Test
  void findsASlip() {
    assertThat(Spelling.nearest("disk-bus-pw", KNOWN)).contains("disk-bus-pv");
    assertThat(Spelling.nearest("nicmodel", KNOWN)).contains("nic-model");
  }

  @Test
  void doesNotGuessWildly() {
    assertThat(Spelling.nearest("console", KNOWN)).isEmpty();
    assertThat(Spelling.nearest("x".repeat(100_000), KNOWN)).isEmpty();
    assertThat(Spelling.nearest("a", List.of())).isEmpty();
  }
}
