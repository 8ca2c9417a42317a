package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class ExtlinuxAppendLinesTest {
  private static final String UUID = GuestCase.ROOT_UUID;

  @Test
  void extlinuxAndItsDefaults() {
    FixTester.on(new ExtlinuxAppendLines(), GuestCase.debian()
        .file("/boot/extlinux.conf",
            "DEFAULT virt\nLABEL virt\n  LINUX vmlinuz-virt\n  INITRD i\n  APPEND root=/dev/xvda1 console=hvc0\n")
        .file("/etc/update-extlinux.conf", "root=/dev/xvda1\ndefault_kernel_opts=\"quiet console=hvc0\"\n")
        .file("/etc/default/extlinux", "EXTLINUX_PARAMETERS=\"ro console=ttyS0\"\nEXTLINUX_ROOT=\"root=/dev/xvda1\"\n"))
        .makes("/boot/extlinux.conf",
            "DEFAULT virt\nLABEL virt\n  LINUX vmlinuz-virt\n  INITRD i\n  APPEND root=UUID=" + UUID
            + " console=tty0 console=ttyS0\n",
            "/etc/update-extlinux.conf", "root=UUID=" + UUID + "\ndefault_kernel_opts=\"quiet console=tty0 console=ttyS0\"\n",
            "/etc/default/extlinux", "EXTLINUX_PARAMETERS=\"ro console=ttyS0\"\nEXTLINUX_ROOT=\"root=UUID=" + UUID + "\"\n");
  }

  @Test
  void linesThatFitKvmAreLeftAlone() {
    FixTester.on(new ExtlinuxAppendLines(), GuestCase.debian()
        .file("/boot/extlinux.conf", "LABEL a\n LINUX v\n APPEND root=UUID=1 console=ttyS0\n")).leavesAlone();
  }
}
