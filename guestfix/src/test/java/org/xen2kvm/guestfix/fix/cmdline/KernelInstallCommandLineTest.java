package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class KernelInstallCommandLineTest {
  private static final String FILE = "/etc/kernel/cmdline";

  @Test
  void theNextKernelStartsOnKvmToo() {
    FixTester.on(new KernelInstallCommandLine(), GuestCase.debian().file(FILE, "root=/dev/xvda1 ro console=hvc0\n"))
        .makes(FILE, "root=UUID=" + GuestCase.ROOT_UUID + " ro console=tty0 console=ttyS0\n").changesOnly(FILE).says();
  }

  @Test
  void theVendorsLineIsOnlyTold() {
    FixTester.on(new KernelInstallCommandLine(), GuestCase.debian().file("/usr/lib/kernel/cmdline", "console=hvc0\n"))
        .leavesAlone().says("WARNING /usr/lib/kernel/cmdline: A package gives new kernels parameters for Xen");
    FixTester.on(new KernelInstallCommandLine(),
        GuestCase.debian().file("/usr/lib/kernel/cmdline", "console=hvc0\n").file(FILE, "console=ttyS0\n")).leavesAlone().says();
  }

  @Test
  void aLineThatFitsKvmIsLeftAlone() {
    FixTester.on(new KernelInstallCommandLine(), GuestCase.debian().file(FILE, "root=UUID=1 ro console=ttyS0\n"))
        .leavesAlone().says();
    FixTester.on(new KernelInstallCommandLine(), GuestCase.debian()).leavesAlone().says();
  }
}
