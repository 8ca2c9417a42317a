package org.xen2kvm.guestfix.fix.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fs.GuestPath;

final class ModulesLoadTest {
  private static FixTester fix(GuestCase guest) {
    return FixTester.on(new ModulesLoad(), guest);
  }

  @Test
  void linesOfXenGo() {
    fix(GuestCase.debian()
        .file("/etc/modules", "# /etc/modules\nloop max_loop=64\nxen-blkfront\nxennet rx=1\n")
        .file("/etc/modules-load.d/xen.conf", "xen_evtchn\n\nxen-gntdev"))
        .makes("/etc/modules", "# /etc/modules\nloop max_loop=64\n", "/etc/modules-load.d/xen.conf", "\n")
        .changesOnly("/etc/modules", "/etc/modules-load.d/xen.conf");
  }

  @Test
  void aFileOfAPackageIsHidden() {
    GuestCase guest = GuestCase.debian()
        .file("/usr/lib/modules-load.d/xen.conf", "xen-evtchn\nxen-gntdev\n")
        .file("/usr/lib/modules-load.d/mixed.conf", "xen-evtchn\nloop\n").link("/lib", "usr/lib");
    fix(guest).changesOnly("/etc/modules-load.d/xen.conf");
    assertThat(guest.files().readLink(GuestPath.of("/etc/modules-load.d/xen.conf"))).isEqualTo("/dev/null");
  }

  @Test
  void otherModulesAreLeftAlone() {
    fix(GuestCase.debian()
        .file("/etc/modules", "#xen-blkfront\nvirtio_blk\nxenolinguist\n")
        .file("/etc/modules-load.d/net.conf", "br_netfilter\n")
        .file("/etc/modules-load.d/xen.conf.bak", "xen-evtchn\n")
        .file("/usr/lib/modules-load.d/open-vm.conf", "# nothing\n")
        .file("/usr/lib/modules-load.d/xen.conf", "xen-evtchn\n").link("/etc/modules-load.d/xen.conf", "/dev/null"))
        .leavesAlone();
  }
}
