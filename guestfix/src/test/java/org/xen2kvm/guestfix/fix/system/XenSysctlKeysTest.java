package org.xen2kvm.guestfix.fix.system;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class XenSysctlKeysTest {
  private static FixTester fix(GuestCase guest) {
    return FixTester.on(new XenSysctlKeys(), guest);
  }

  @Test
  void keysOfXenGo() {
    fix(GuestCase.debian()
        .file("/etc/sysctl.conf", "# clock\nxen.independent_wallclock = 1\nnet.ipv4.ip_forward = 0\n")
        .file("/etc/sysctl.d/xen.conf", "  xen/independent_wallclock=1\n-xen.independent_wallclock=1"))
        .makes("/etc/sysctl.conf", "# clock\nnet.ipv4.ip_forward = 0\n", "/etc/sysctl.d/xen.conf", "")
        .changesOnly("/etc/sysctl.conf", "/etc/sysctl.d/xen.conf");
  }

  @Test
  void aStartScriptIsTold() {
    fix(GuestCase.debian()
        .file("/etc/rc.local",
            "#!/bin/sh -e\necho 1 > /proc/sys/xen/independent_wallclock\nsysctl -w xen.independent_wallclock=1\n"))
        .leavesAlone()
        .says("WARNING /etc/rc.local:2: The start script sets a kernel parameter that only Xen's kernels have");
  }

  @Test
  void otherKeysAreLeftAlone() {
    fix(GuestCase.debian()
        .file("/etc/sysctl.conf", "# xen.independent_wallclock = 1\nkernel.xen.x = 1\nxenon = 1\n")
        .file("/etc/sysctl.d/README", "xen.independent_wallclock\n")
        .file("/etc/rc.local", "#echo 1 > /proc/sys/xen/independent_wallclock\nexit 0\n")).leavesAlone().says();
  }
}
