package org.xen2kvm.guestfix.fix.mount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class MountUnitStableNamesTest {
  private static final String UNITS = "/etc/systemd/system/";

  private static FixTester fix(GuestCase guest) {
    return FixTester.on(new MountUnitStableNames(), guest);
  }

  @Test
  void aMountUnitWaitsForTheUuid() {
    fix(GuestCase.debian()
        .file(UNITS + "srv.mount", "[Mount]\nWhat=/dev/xvda1\nWhere=/srv\n")
        .file(UNITS + "var.mount.d/10.conf", "[Mount]\nWhat = /dev/xvda3\n"))
        .makes(UNITS + "srv.mount", "[Mount]\nWhat=/dev/disk/by-uuid/" + GuestCase.ROOT_UUID + "\nWhere=/srv\n",
            UNITS + "var.mount.d/10.conf", "[Mount]\nWhat = /dev/vda3\n")
        .changesOnly(UNITS + "srv.mount", UNITS + "var.mount.d/10.conf");
  }

  @Test
  void aSwapUnitGetsANewNameAndThoseWhoWantItFollow() {
    String renamed = "dev-disk-by\\x2duuid-bbbbbbbb\\x2d2222\\x2d4222\\x2d8222\\x2dbbbbbbbbbbbb.swap";
    fix(GuestCase.debian()
        .file(UNITS + "dev-xvda2.swap", "[Swap]\nWhat=/dev/xvda2\n[Install]\nWantedBy=swap.target\n")
        .link(UNITS + "swap.target.wants/dev-xvda2.swap", UNITS + "dev-xvda2.swap")
        .link(UNITS + "swap.target.wants/other.swap", UNITS + "other.swap"))
        .makes(UNITS + "dev-xvda2.swap", null,
            UNITS + renamed, "[Swap]\nWhat=/dev/disk/by-uuid/" + GuestCase.SWAP_UUID + "\n[Install]\nWantedBy=swap.target\n")
        .changesOnly(UNITS + "dev-xvda2.swap", UNITS + renamed, UNITS + "swap.target.wants/dev-xvda2.swap",
            UNITS + "swap.target.wants/" + renamed);
  }

  @Test
  void whatIsFoundUnderKvmTooIsLeftAlone() {
    fix(GuestCase.debian()
        .file(UNITS + "srv.mount", "[Mount]\nWhat=/dev/disk/by-label/srv\n#What=/dev/xvda1\n")
        .file(UNITS + "nas.mount", "[Mount]\nWhat=nas:/export\n")
        .file(UNITS + "swapfile.swap", "[Swap]\nWhat=/swapfile\n")
        .file(UNITS + "tool.service", "[Service]\nExecStart=/bin/What=/dev/xvda1\n")
        .link(UNITS + "tmp.mount", "/dev/null")).leavesAlone().says();
  }

  @Test
  void aDiskThatTheGuestDoesNotHaveIsTold() {
    fix(GuestCase.debian().file(UNITS + "srv.mount", "[Mount]\nWhat=/dev/xvdq1\n")).leavesAlone()
        .says("WARNING /etc/systemd/system/srv.mount:2: /dev/xvdq1 is none of the guest's disks");
  }

  @ParameterizedTest
  @CsvSource({"/dev/vda2, dev-vda2", "/dev/disk/by-uuid/ab-1, dev-disk-by\\x2duuid-ab\\x2d1", "/, -",
      "/a b/ä, a\\x20b-\\xc3\\xa4",
      "/.x, \\x2ex"})
  void unitNamesAreAsSystemdEscapesThem(String path, String name) {
    assertThat(SystemdUnitName.ofPath(path)).isEqualTo(name);
  }
}
