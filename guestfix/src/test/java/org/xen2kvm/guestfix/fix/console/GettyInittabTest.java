package org.xen2kvm.guestfix.fix.console;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class GettyInittabTest {
  private static final String INITTAB = "/etc/inittab";

  private static GuestCase guest(String inittab) {
    return GuestCase.system("debian", "6", PackageFormat.DEB, InitSystem.SYSVINIT).file(INITTAB, inittab);
  }

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new GettyInittab(), guest);
  }

  private static void becomes(String before, String after) {
    on(guest(before)).makes(INITTAB, after).changesOnly(INITTAB);
  }

  @Test
  void debiansGetty() {
    becomes("""
        id:2:initdefault:
        1:2345:respawn:/sbin/getty 38400 tty1
        #T0:23:respawn:/sbin/getty -L ttyS0 9600 vt100
        hvc0:2345:respawn:/sbin/getty 38400 hvc0
        """, """
        id:2:initdefault:
        1:2345:respawn:/sbin/getty 38400 tty1
        #T0:23:respawn:/sbin/getty -L ttyS0 9600 vt100
        S0:2345:respawn:/sbin/getty -L 38400 ttyS0
        """);
  }

  @Test
  void theImageOfXenToolsHasItsOnlyGettyOnTheXenConsole() {
    becomes("""
        1:2345:respawn:/sbin/getty 38400 hvc0
        #2:23:respawn:/sbin/getty 38400 tty2
        #3:23:respawn:/sbin/getty 38400 tty3
        """, """
        S0:2345:respawn:/sbin/getty -L 38400 ttyS0
        #2:23:respawn:/sbin/getty 38400 tty2
        #3:23:respawn:/sbin/getty 38400 tty3
        """);
  }

  @Test
  void redHats5Agetty() {
    becomes("""
        # Run gettys in standard runlevels
        co:2345:respawn:/sbin/agetty xvc0 9600 vt100-nav
        1:2345:respawn:/sbin/mingetty tty1
        x:5:respawn:/etc/X11/prefdm -nodaemon
        """, """
        # Run gettys in standard runlevels
        co:2345:respawn:/sbin/agetty -L ttyS0 9600 vt100-nav
        1:2345:respawn:/sbin/mingetty tty1
        x:5:respawn:/etc/X11/prefdm -nodaemon
        """);
  }

  @Test
  void susesMingettyCannotServeASerialLine() {
    becomes("""
        1:2345:respawn:/sbin/mingetty --noclear tty1
        #S0:12345:respawn:/sbin/agetty -L 9600 ttyS0 vt102
        xvc0:2345:respawn:/sbin/mingetty --noclear xvc0 linux
        """, """
        1:2345:respawn:/sbin/mingetty --noclear tty1
        #S0:12345:respawn:/sbin/agetty -L 9600 ttyS0 vt102
        S0:2345:respawn:/sbin/agetty -L 9600 ttyS0 vt102
        """);
  }

  @Test
  void twoXenConsolesBecomeOneLoginWithAFreeId() {
    becomes("""
        S0:6:wait:/sbin/something
        h0:2345:respawn:/sbin/agetty -8L 115200 /dev/hvc0 linux
        x0:2345:respawn:/sbin/getty xvc0
        """, """
        S0:6:wait:/sbin/something
        T0:2345:respawn:/sbin/agetty -8L 115200 /dev/ttyS0 linux
        """);
  }

  @Test
  void aSerialConsoleThatHasALoginGetsNoSecond() {
    becomes("S0:12345:respawn:/sbin/agetty -L 9600 ttyS0 vt102\nco:2345:respawn:/sbin/agetty hvc0 9600\n",
        "S0:12345:respawn:/sbin/agetty -L 9600 ttyS0 vt102\n");
  }

  @Test
  void lineEndsStayAndTheLastLineMayHaveNone() {
    becomes("1:2345:respawn:/sbin/getty 38400 tty1\r\nco:2345:respawn:/sbin/getty hvc0 9600  \r\n",
        "1:2345:respawn:/sbin/getty 38400 tty1\r\nco:2345:respawn:/sbin/getty -L ttyS0 9600  \r\n");
    becomes("co:2345:respawn:/sbin/getty hvc0 9600", "co:2345:respawn:/sbin/getty -L ttyS0 9600");
  }

  @Test
  void withoutASerialConsoleTheLineGoes() {
    on(guest("a\nco:2345:respawn:/sbin/getty hvc0 9600\nb\n").withoutConsole()).makes(INITTAB, "a\nb\n");
  }

  @Test
  void xenServersToolsGiveTheVirtualConsolesBack() {
    String before = """
        #1:2345:respawn:/sbin/mingetty tty1
        #2:2345:respawn:/sbin/mingetty tty2
        # 7:2345:respawn:/sbin/mingetty tty7
        co:2345:respawn:/sbin/agetty hvc0 9600 vt100-nav
        """;
    on(guest(before).xenTools("xe-guest-utilities")).makes(INITTAB, """
        1:2345:respawn:/sbin/mingetty tty1
        2:2345:respawn:/sbin/mingetty tty2
        # 7:2345:respawn:/sbin/mingetty tty7
        co:2345:respawn:/sbin/agetty -L ttyS0 9600 vt100-nav
        """);
  }

  @Test
  void whatAPersonCommentedOutStays() {
    on(guest("1:2345:respawn:/sbin/mingetty tty1\n#2:2345:respawn:/sbin/mingetty tty2\n").xenTools("xe-guest-utilities"))
        .leavesAlone();
    on(guest("#1:2345:respawn:/sbin/mingetty tty1\n").xenTools("xenstore-utils")).leavesAlone();
  }

  @Test
  void anAutomaticLoginThatIsLostIsTold() {
    on(guest("1:2345:respawn:/sbin/mingetty --autologin root hvc0\n"))
        .makes(INITTAB, "S0:2345:respawn:/sbin/agetty -L 9600 ttyS0 vt102\n")
        .says("WARNING /etc/inittab: The automatic login of mingetty on the Xen console is not kept on the serial console");
  }

  @Test
  void otherLinesAreLeftAlone() {
    on(guest("""
        #co:2345:respawn:/sbin/agetty xvc0 9600 vt100-nav
        hv:2345:off:/sbin/getty 38400 hvc0
        xx:2345:respawn:/usr/bin/logger -f /dev/hvc0
        no entry with getty hvc0
        co:2345:respawn:/sbin/agetty xhvc00 9600
        """)).leavesAlone().says();
    on(GuestCase.debian()).leavesAlone();
  }
}
