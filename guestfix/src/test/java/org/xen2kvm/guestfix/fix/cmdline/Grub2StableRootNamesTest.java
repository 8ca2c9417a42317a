package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class Grub2StableRootNamesTest {
  private static final String FILE = "/etc/default/grub";

  @Test
  void namesByUuidAreTurnedOnAgain() {
    FixTester.on(new Grub2StableRootNames(), GuestCase.debian().file(FILE, """
        GRUB_TIMEOUT=1
        # Xen
        GRUB_DISABLE_LINUX_UUID=true
        GRUB_TERMINAL=console
        """)).makes(FILE, "GRUB_TIMEOUT=1\n# Xen\nGRUB_TERMINAL=console\n");
    FixTester.on(new Grub2StableRootNames(), GuestCase.debian()
        .file(FILE, "A=1; GRUB_DISABLE_LINUX_UUID=true\nGRUB_DISABLE_LINUX_UUID=true;B=1\n"))
        .makes(FILE, "A=1; GRUB_DISABLE_LINUX_UUID=true\nGRUB_DISABLE_LINUX_UUID=false;B=1\n");
  }

  @Test
  void namesByUuidThatAreOnStayOn() {
    FixTester.on(new Grub2StableRootNames(), GuestCase.debian().file(FILE, "#GRUB_DISABLE_LINUX_UUID=true\n")).leavesAlone();
    FixTester.on(new Grub2StableRootNames(), GuestCase.debian().file(FILE, "GRUB_DISABLE_LINUX_UUID=false\n")).leavesAlone();
  }
}
