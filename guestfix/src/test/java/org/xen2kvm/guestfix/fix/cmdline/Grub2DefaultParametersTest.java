package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class Grub2DefaultParametersTest {
  private static final String FILE = "/etc/default/grub";
  private static final String UUID = GuestCase.ROOT_UUID;

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new Grub2DefaultParameters(), guest);
  }

  @Test
  void everyVariableOfSusesGuide() {
    on(GuestCase.debian().file(FILE, """
        # If you change this file, run 'grub2-mkconfig -o /boot/grub2/grub.cfg'
        GRUB_DISTRIBUTOR=
        GRUB_CMDLINE_LINUX_DEFAULT="root=/dev/xvda1 disk=/dev/xvda console=xvc"
        GRUB_CMDLINE_LINUX_RECOVERY="root=/dev/xvda1 disk=/dev/xvda console=xvc single"
        GRUB_CMDLINE_LINUX=""
        GRUB_CMDLINE_LINUX_XEN_REPLACE_DEFAULT="resume=/dev/xvda2 console=hvc0"
        GRUB_CMDLINE_XEN="console=hvc0 loglvl=all"
        """)).makes(FILE, """
        # If you change this file, run 'grub2-mkconfig -o /boot/grub2/grub.cfg'
        GRUB_DISTRIBUTOR=
        GRUB_CMDLINE_LINUX_DEFAULT="root=UUID=%s disk=/dev/vda console=tty0 console=ttyS0"
        GRUB_CMDLINE_LINUX_RECOVERY="root=UUID=%s disk=/dev/vda console=tty0 console=ttyS0 single"
        GRUB_CMDLINE_LINUX=""
        GRUB_CMDLINE_LINUX_XEN_REPLACE_DEFAULT="resume=UUID=%s console=tty0 console=ttyS0"
        GRUB_CMDLINE_XEN="console=hvc0 loglvl=all"
        """.formatted(UUID, UUID, GuestCase.SWAP_UUID)).changesOnly(FILE);
  }

  @Test
  void continuedLinesQuotesAndVariablesStay() {
    on(GuestCase.debian().file(FILE, """
        GRUB_CMDLINE_LINUX_DEFAULT='root=/dev/xvda1 ro'
        GRUB_CMDLINE_LINUX="console=hvc0 \\
          elevator=noop dyndbg=\\"file a +p\\" $MORE"   # for Xen
        """)).makes(FILE, """
        GRUB_CMDLINE_LINUX_DEFAULT='root=UUID=%s ro'
        GRUB_CMDLINE_LINUX="console=tty0 console=ttyS0 \\
          elevator=noop dyndbg=\\"file a +p\\" $MORE"   # for Xen
        """.formatted(UUID));
  }

  @Test
  void aConsoleIsNamedWhereXensWasFoundUnasked() {
    on(GuestCase.debian().file(FILE, "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"\nGRUB_CMDLINE_LINUX=\"\"\n"))
        .makes(FILE, "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"\nGRUB_CMDLINE_LINUX=\"console=tty0 console=ttyS0\"\n");
    on(GuestCase.debian().file(FILE, "GRUB_CMDLINE_LINUX_DEFAULT=quiet"))
        .makes(FILE, "GRUB_CMDLINE_LINUX_DEFAULT=quiet\nGRUB_CMDLINE_LINUX=\"console=tty0 console=ttyS0\"\n");
    on(GuestCase.debian().file(FILE, "GRUB_CMDLINE_LINUX=net.ifnames=0\n"))
        .makes(FILE, "GRUB_CMDLINE_LINUX=\"net.ifnames=0 console=tty0 console=ttyS0\"\n");
  }

  @Test
  void theFileThatCountsIsTheLastOne() {
    on(GuestCase.debian().file(FILE, "GRUB_CMDLINE_LINUX=\"a\"\n").file("/etc/default/grub.d/50-x.cfg", "GRUB_CMDLINE_LINUX=b\n"))
        .makes("/etc/default/grub.d/50-x.cfg", "GRUB_CMDLINE_LINUX=\"b console=tty0 console=ttyS0\"\n")
        .changesOnly("/etc/default/grub.d/50-x.cfg");
    on(GuestCase.debian().file(FILE, "GRUB_CMDLINE_LINUX=\"a\"\n")
        .file("/etc/default/grub.d/50-cloudimg-settings.cfg", "GRUB_CMDLINE_LINUX_DEFAULT=\"console=tty1 console=ttyS0\"\n"))
        .leavesAlone();
  }

  @Test
  void defaultsThatFitKvmAreLeftAlone() {
    on(GuestCase.debian().file(FILE, "GRUB_CMDLINE_LINUX=\"console=tty0 console=ttyS0,115200\"\n")).leavesAlone().says();
    on(GuestCase.debian().startedByItself().file(FILE, "GRUB_CMDLINE_LINUX_DEFAULT=\"quiet splash\"\n")).leavesAlone().says();
    on(GuestCase.debian()).leavesAlone().says();
  }

  @Test
  void aValueOfSeveralPiecesIsTold() {
    on(GuestCase.debian().file(FILE, "GRUB_CMDLINE_LINUX=\"console=hvc0 \"$X\nGRUB_CMDLINE_LINUX_DEFAULT=console=tty0\n"))
        .leavesAlone()
        .says("WARNING /etc/default/grub:1: GRUB_CMDLINE_LINUX is put together of several pieces and was left alone");
  }
}
