package org.xen2kvm.guestfix.fix.mount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class DeviceNamesElsewhereTest {
  private static FixTester fix(GuestCase guest) {
    return FixTester.on(new DeviceNamesElsewhere(), guest);
  }

  @Test
  void eachFileIsTold() {
    FixTester tester = fix(GuestCase.debian()
        .file("/etc/smartd.conf", "# /dev/xvda\nDEVICESCAN\n/dev/xvda -a\n")
        .file("/etc/udev/rules.d/99-oracle.rules", "KERNEL==\"xvda3\", OWNER=\"oracle\"\nKERNEL==\"xvda4\", OWNER=\"oracle\"\n")
        .file("/etc/systemd/system/app.service", "[Unit]\nAfter=dev-xvda3.device\n"))
        .leavesAlone().says(
            "WARNING /etc/smartd.conf:3: The file names disks as Xen does, in line 3",
            "WARNING /etc/udev/rules.d/99-oracle.rules:1: The file names disks as Xen does, in lines 1, 2",
            "WARNING /etc/systemd/system/app.service:2: The file names disks as Xen does, in line 2");
    assertThat(tester.planned().findings().get(1).advice()).endsWith("under KVM: xvda3 is vda3, xvda4 is vda4.");
  }

  @Test
  void aKindOfDisksIsTold() {
    fix(GuestCase.debian().file("/etc/udev/rules.d/60-io.rules", "KERNEL==\"xvd*\", ATTR{queue/scheduler}=\"noop\"\n"))
        .says("WARNING /etc/udev/rules.d/60-io.rules:1: The file names disks as Xen does, in line 1");
  }

  @Test
  void otherFilesAndOtherNamesAreNotTold() {
    fix(GuestCase.debian()
        .file("/etc/smartd.conf", "DEVICESCAN -d removable\n#/dev/xvda -a\n/dev/vda -a\n")
        .file("/etc/rc.local", "echo axvda; echo xvd; echo linuxvdr\n")
        .file("/etc/motd", "/dev/xvda\n")
        .file("/lib/udev/rules.d/60-xen.rules", "KERNEL==\"xvda\"\n")
        .link("/etc/udev/rules.d/60-xen.rules", "/lib/udev/rules.d/60-xen.rules")).leavesAlone().says();
  }
}
