package org.xen2kvm.guestfix.fix.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.fix.FamilyTester;

final class ConsoleFixesTest {
  private final FamilyTester family = FamilyTester.of(ConsoleFixes.inOrder());

  @Test
  void anyGuestIsFixedOnce() {
    family.fixesEachOnce();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void brokenGuestsAreFixedOnce(long seed) {
    family.fixesEachOnceThoughBroken(seed, 5);
  }

  @Test
  void filesMadeToHurtAreReadOnce() {
    family.fixesRepetitionsOnce(
        guest -> guest.xenTools("xe-guest-utilities"),
        List.of("/etc/inittab", "/etc/securetty", "/etc/init/hvc0.conf", "/etc/event.d/x", "/etc/sysconfig/init",
            "/etc/systemd/system/hvc0.service"),
        List.of("a", " ", "getty", "exec getty hvc0 ", "exec" + " ".repeat(1000), "A=\"\n", "\\\n", "#1:2:respawn:getty tty1 ",
            "hvc0\n", "exec /sbin/getty hvc0\n", "ACTIVE_CONSOLES='/dev/hvc0 ' "));
  }

  @Test
  void eachFixIsListed() {
    assertThat(ConsoleFixes.inOrder().stream().map(fix -> fix.descriptor().id().value()))
        .containsExactly("getty-systemd", "getty-inittab", "getty-upstart", "securetty-serial");
  }
}
