package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class SuseBootloaderAppendTest {
  @Test
  void susesDefaultsForTheNextKernel() {
    GuestCase sles = GuestCase.system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT);
    FixTester.on(new SuseBootloaderAppend(), sles.file("/etc/sysconfig/bootloader", """
        DEFAULT_APPEND="resume=/dev/xvda2 console=xvc0 splash=silent"
        FAILSAFE_APPEND=""
        XEN_APPEND="console=hvc0"
        """)).makes("/etc/sysconfig/bootloader", """
        DEFAULT_APPEND="resume=/dev/disk/by-uuid/%s console=tty0 console=ttyS0 splash=silent"
        FAILSAFE_APPEND=""
        XEN_APPEND="console=hvc0"
        """.formatted(GuestCase.SWAP_UUID));
  }

  @Test
  void defaultsThatFitKvmAreLeftAlone() {
    FixTester.on(new SuseBootloaderAppend(), GuestCase.system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT)
        .file("/etc/sysconfig/bootloader", "DEFAULT_APPEND=\"console=ttyS0 splash=silent\"\nXEN_APPEND=\"console=hvc0\"\n"))
        .leavesAlone().says();
    FixTester.on(new SuseBootloaderAppend(), GuestCase.debian()).leavesAlone();
  }
}
