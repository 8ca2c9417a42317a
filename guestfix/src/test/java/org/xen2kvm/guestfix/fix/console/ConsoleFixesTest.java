package org.xen2kvm.guestfix.fix.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsoleFixesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anyGuestIsFixedOnce(long seed) {
    GuestTrees.check(ConsoleFixes.inOrder(), seed);
  }

  @Test
  void filesMadeToHurtAreReadOnce() {
    GuestTrees.checkLarge(ConsoleFixes.inOrder());
  }

  @Test
  void eachFixIsListed() {
    assertThat(ConsoleFixes.inOrder().stream().map(fix -> fix.descriptor().id().value()))
        .containsExactly("getty-systemd", "getty-inittab", "getty-upstart", "securetty-serial");
  }
}
