package org.xen2kvm.guestfix.fix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fs.GuestPath;

final class PlannedGuestLinksTest {
  private static PlannedGuest planned(GuestCase guest) {
    return new PlannedGuest(guest.files);
  }

  @Test
  void aLinkThatLeadsAboveTheRootStaysThere() {
    PlannedGuest guest = planned(GuestCase.debian().file("/lib/unit", "x").link("/etc/unit", "../../../lib/./unit"));

    assertThat(guest.realPath(GuestPath.of("/etc/unit"))).hasToString("/lib/unit");
    assertThat(guest.text(GuestPath.of("/etc/unit"))).isPresent();
  }

  @Test
  void linksInACircleLeadNowhere() {
    PlannedGuest guest = planned(GuestCase.debian().link("/etc/a", "b").link("/etc/b", "/etc/a").link("/etc/d", "d"));

    assertThat(guest.exists(GuestPath.of("/etc/a"))).isFalse();
    assertThat(guest.text(GuestPath.of("/etc/a/x"))).isEmpty();
    assertThat(guest.list(GuestPath.of("/etc/d"))).isEmpty();
    assertThat(guest.link(GuestPath.of("/etc/a"))).contains("b");
  }
}
