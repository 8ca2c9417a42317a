package org.xen2kvm.guestfix.fix.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.fix.console.GuestTrees;

final class NetworkFixesTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anyGuestIsFixedOnce(long seed) {
    GuestTrees.check(NetworkFixes.inOrder(), seed);
  }

  @Test
  void filesMadeToHurtAreReadOnce() {
    GuestTrees.checkLarge(NetworkFixes.inOrder());
  }

  @Test
  void eachFixIsListed() {
    assertThat(NetworkFixes.inOrder().stream().map(fix -> fix.descriptor().id().value()))
        .containsExactly("nic-persistent-rules", "nic-config-bindings", "nic-names");
  }
}
