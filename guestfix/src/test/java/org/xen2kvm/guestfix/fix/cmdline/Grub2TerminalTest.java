package org.xen2kvm.guestfix.fix.cmdline;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class Grub2TerminalTest {
  private static final String DEFAULTS = "/etc/default/grub";
  private static final String CONFIG = "/boot/grub/grub.cfg";

  private static final String GRAPHICAL = """
      if loadfont $font ; then
        set gfxmode=auto
        insmod gfxterm
      fi
      terminal_output gfxterm
      menuentry 'Debian' {
      \tlinux /vmlinuz root=UUID=x
      }
      """;

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new Grub2Terminal(), guest);
  }

  @Test
  void aTerminalOfXenBecomesTheConsole() {
    on(GuestCase.debian().file(DEFAULTS, "GRUB_TERMINAL=\"hvc0 serial\"\n"))
        .makes(DEFAULTS, "GRUB_TERMINAL=\"console serial\"\n").changesOnly(DEFAULTS);
  }

  @Test
  void aTerminalOfAPcStays() {
    on(GuestCase.debian().file(DEFAULTS, "GRUB_TERMINAL=\"serial  console\"\n")).leavesAlone();
  }

  @Test
  void withoutAGraphicsCardTheMenuGoesToTheSerialPort() {
    on(GuestCase.debian().withoutDisplay().file(CONFIG, GRAPHICAL).file(DEFAULTS, "GRUB_TIMEOUT=1\n"))
        .makes(CONFIG, """
            if loadfont $font ; then
              set gfxmode=auto
              insmod gfxterm
            fi
            serial --unit=0 --speed=115200
            terminal_input serial console
            terminal_output serial console
            menuentry 'Debian' {
            \tlinux /vmlinuz root=UUID=x
            }
            """,
            DEFAULTS, """
            GRUB_TIMEOUT=1
            GRUB_TERMINAL="serial console"
            GRUB_SERIAL_COMMAND="serial --unit=0 --speed=115200"
            """)
        .changesOnly(CONFIG, DEFAULTS);
  }

  @Test
  void withNeitherCardNorSerialPortTheMenuGoesToTheConsole() {
    on(GuestCase.debian().withoutDisplay().withoutConsole().file(CONFIG, "  terminal_output gfxterm\n"))
        .makes(CONFIG, "  terminal_output console\n").changesOnly(CONFIG);
  }

  @Test
  void aGraphicsCardShowsTheMenuAsBefore() {
    on(GuestCase.debian().file(CONFIG, GRAPHICAL).file(DEFAULTS, "GRUB_TIMEOUT=1\n")).leavesAlone();
  }

  @Test
  void aMenuOnTheConsoleNeedsNoCard() {
    on(GuestCase.debian().withoutDisplay().file(CONFIG, "terminal_output console\n")).leavesAlone();
  }
}
