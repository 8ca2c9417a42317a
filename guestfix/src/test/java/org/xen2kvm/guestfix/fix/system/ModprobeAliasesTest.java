package org.xen2kvm.guestfix.fix.system;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.device.KvmHardware.Nic;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class ModprobeAliasesTest {
  private static final String CONF = "/etc/modprobe.conf";

  private static FixTester fix(GuestCase guest) {
    return FixTester.on(new ModprobeAliases(), guest);
  }

  private static GuestCase rhel5(String conf) {
    return GuestCase.system("rhel", "5", PackageFormat.RPM, InitSystem.SYSVINIT).file(CONF, conf);
  }

  @Test
  void aliasesOfRedHat5AreVirtios() {
    fix(rhel5("""
        alias eth0 xennet
        alias eth1 xen-vnif # second
        alias scsi_hostadapter xenblk
        alias scsi_hostadapter1 xen-vbd
        options xennet rx_copy=1
        """)).makes(CONF, """
        alias eth0 virtio_net
        alias eth1 virtio_net # second
        alias scsi_hostadapter virtio_blk
        alias scsi_hostadapter1 virtio_blk
        options xennet rx_copy=1
        """).changesOnly(CONF);
  }

  @Test
  void whereKvmGivesOtherDevicesTheAliasGoes() {
    fix(rhel5("alias eth0 xennet\nalias scsi_hostadapter xenblk\nalias usb-controller uhci-hcd\n")
        .nics(new Nic(GuestCase.MAC, false)).disks(new DiskNames(0, "hda", "sda", false, true)))
        .makes(CONF, "alias usb-controller uhci-hcd\n");
  }

  @Test
  void virtioIsForbiddenNoLonger() {
    String file = "/etc/modprobe.d/blacklist-virtio.conf";
    fix(GuestCase.debian().file(file, "# Xen only\nblacklist virtio_blk\nblacklist virtio-net # too\nblacklist virtio_balloon\n"))
        .makes(file, "# Xen only\nblacklist virtio_balloon\n").changesOnly(file);
  }

  @Test
  void aCommandInsteadOfVirtioIsTold() {
    fix(GuestCase.debian().file("/etc/modprobe.d/local.conf", "install virtio_blk /bin/true\ninstall usb_storage /bin/true\n"))
        .leavesAlone().says("WARNING /etc/modprobe.d/local.conf:1: modprobe runs a command instead of loading virtio_blk");
  }

  @Test
  void whatIsNotXensIsLeftAlone() {
    fix(GuestCase.debian()
        .file(CONF, "alias eth0 8139cp\nalias scsi_hostadapter ata_piix\n# alias eth0 xennet\nalias eth0 xennetwork\n"
            + "install x /bin/sh -c \\\n  'alias eth0 xennet' \\\nalias eth0 xennet\n")
        .file("/etc/modprobe.d/blacklist.conf", "blacklist pcspkr\nblacklist xen_fbfront\n")
        .file("/etc/modprobe.d/old.conf.rpmsave", "alias eth0 xennet\n")
        .file("/etc/modprobe.d/old~", "alias eth0 xennet\n")).leavesAlone().says();
  }
}
