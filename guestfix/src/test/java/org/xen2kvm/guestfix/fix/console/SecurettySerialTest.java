package org.xen2kvm.guestfix.fix.console;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class SecurettySerialTest {
  private static final String SECURETTY = "/etc/securetty";

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new SecurettySerial(), guest);
  }

  private static GuestCase guest(String securetty) {
    return GuestCase.debian().file(SECURETTY, securetty);
  }

  @Test
  void theXenConsoleBecomesTheSerialConsole() {
    on(guest("console\ntty1\nxvc0\n")).makes(SECURETTY, "console\ntty1\nttyS0\n").changesOnly(SECURETTY);
  }

  @Test
  void twoXenConsolesNeverBecomeTwoSerialOnes() {
    on(guest("console\nxvc0\ntty1\nhvc0")).makes(SECURETTY, "console\nttyS0\ntty1\n");
    on(guest("hvc0\r\nxvc0\r\n")).makes(SECURETTY, "ttyS0\r\n");
  }

  @Test
  void whereRootCouldLogInOnlyByTheGettyItIsAdded() {
    on(guest("# terminals\ntty1").gettys("tty1", "hvc0")).makes(SECURETTY, "# terminals\ntty1\nttyS0\n");
  }

  @Test
  void aListThatHasTheSerialConsoleIsLeftAlone() {
    on(guest("tty1\n# UART serial ports\nttyS0\nttyS1\n# Hypervisor\nhvc0\nxvc0\n").gettys("hvc0")).leavesAlone();
  }

  @Test
  void whereRootShallNotLogInItStillMayNot() {
    on(guest("").gettys("hvc0")).leavesAlone();
    on(guest("# nowhere\n").gettys("hvc0")).leavesAlone();
    on(guest("tty1\n").gettys("tty1")).leavesAlone();
    on(guest("tty1\nhvc0\n").withoutConsole()).leavesAlone();
    on(GuestCase.debian().gettys("hvc0")).leavesAlone().says();
  }
}
