package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class LoaderEntryOptionsTest {
  private static final String UUID = GuestCase.ROOT_UUID;

  @Test
  void loaderEntriesKeepTheirVariables() {
    FixTester.on(new LoaderEntryOptions(), GuestCase.system("rhel", "9.2", PackageFormat.RPM, InitSystem.SYSTEMD)
        .file("/boot/loader/entries/1-5.14.conf",
            "title RHEL\nlinux /vmlinuz-5.14\ninitrd /initramfs-5.14.img $tuned_initrd\n"
            + "options root=/dev/xvda1 ro $tuned_params\nid x\n")
        .file("/boot/loader/entries/2-4.18.conf",
            "title RHEL\nlinux /vmlinuz-4.18\ninitrd /initramfs-4.18.img\noptions $kernelopts xen_nopv $tuned_params\n")
        .file("/boot/loader/entries/3.conf",
            "title RHEL\nlinux /vmlinuz-4.18\ninitrd /initramfs-4.18.img\noptions $kernelopts\n"))
        .makes("/boot/loader/entries/1-5.14.conf",
            "title RHEL\nlinux /vmlinuz-5.14\ninitrd /initramfs-5.14.img $tuned_initrd\noptions root=UUID=" + UUID
                + " ro $tuned_params console=tty0 console=ttyS0\nid x\n",
            "/boot/loader/entries/2-4.18.conf",
            "title RHEL\nlinux /vmlinuz-4.18\ninitrd /initramfs-4.18.img\noptions $kernelopts $tuned_params\n")
        .changesOnly("/boot/loader/entries/1-5.14.conf", "/boot/loader/entries/2-4.18.conf");
  }

  @Test
  void entriesThatFitKvmAreLeftAlone() {
    FixTester.on(new LoaderEntryOptions(), GuestCase.system("rhel", "9.2", PackageFormat.RPM, InitSystem.SYSTEMD)
        .file("/boot/loader/entries/1-5.14.conf", "title RHEL\nlinux /vmlinuz\noptions root=UUID=1 ro console=ttyS0\n")
        .file("/boot/loader/entries/2-5.14.conf.rpmsave", "linux /vmlinuz\noptions root=/dev/xvda1 console=hvc0\n"))
        .leavesAlone().says();
    FixTester.on(new LoaderEntryOptions(), GuestCase.debian()).leavesAlone().says();
  }
}
