package org.xen2kvm.guestfix.fix.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.fix.FamilyTester;

final class SystemFixesTest {
  /** What the distributions do not show, on a Debian 12. */
  private static List<Map<String, String>> odd() {
    return List.of(
        // nothing, and DOS's line ends
        Map.of("/etc/modules", ""),
        Map.of("/etc/modprobe.conf", "alias eth0 xennet\r\nalias scsi_hostadapter xenblk\r\n", "/etc/modules",
            "xenblk\r\nloop\r\n"));
  }

  private final FamilyTester family = FamilyTester.of(SystemFixes.inOrder()).andDebians(odd())
      .each(guest -> guest.link("/etc/rc2.d/S20xendomains", "../init.d/xendomains")
          .link("/etc/systemd/system/multi-user.target.wants/xe-daemon.service", "../../../../../../../x"));

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
  void everyFixSaysWhatItIs() {
    assertThat(SystemFixes.inOrder()).extracting(fix -> fix.descriptor().id().value()).containsExactly(
        "lvm-filter", "lvm-cache", "lvm-devices-file", "modprobe-aliases", "modules-load", "xen-tools-services",
        "sysctl-xen-keys");
    assertThat(SystemFixes.inOrder()).allSatisfy(fix -> {
      assertThat(fix.descriptor().description()).isNotBlank();
      assertThat(fix.descriptor().sources()).isNotEmpty();
    });
  }
}
