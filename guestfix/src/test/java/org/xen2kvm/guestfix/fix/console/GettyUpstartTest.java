package org.xen2kvm.guestfix.fix.console;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class GettyUpstartTest {
  private static final String HVC0 = """
      # hvc0 - getty
      #
      # This service maintains a getty on hvc0 from the point the system is
      # started until it is shut down again.

      start on stopped rc RUNLEVEL=[2345]
      stop on runlevel [!2345]

      respawn
      exec /sbin/getty -8 38400 hvc0
      """;

  private static GuestCase ubuntu() {
    return GuestCase.system("ubuntu", "14.04", PackageFormat.DEB, InitSystem.UPSTART);
  }

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new GettyUpstart(), guest);
  }

  @Test
  void ubuntusJobMoves() {
    on(ubuntu().file("/etc/init/hvc0.conf", HVC0).file("/etc/init/tty1.conf", HVC0.replace("hvc0", "tty1")))
        .makes("/etc/init/hvc0.conf", null,
            "/etc/init/ttyS0.conf", HVC0.replace("-8", "-L -8").replace("hvc0", "ttyS0"))
        .changesOnly("/etc/init/hvc0.conf", "/etc/init/ttyS0.conf");
  }

  @Test
  void theOldDirectoryOfUpstart() {
    on(ubuntu().file("/etc/event.d/xvc0", "start on runlevel 2\nrespawn /sbin/getty 38400 xvc0\n"))
        .makes("/etc/event.d/ttyS0", "start on runlevel 2\nrespawn /sbin/getty -L 38400 ttyS0\n")
        .changesOnly("/etc/event.d/xvc0", "/etc/event.d/ttyS0");
  }

  @Test
  void aJobOfAnotherNameIsEditedInPlace() {
    on(ubuntu().file("/etc/init/tty1.conf", HVC0))
        .makes("/etc/init/tty1.conf", HVC0.replace("-8", "-L -8").replace("hvc0", "ttyS0"))
        .changesOnly("/etc/init/tty1.conf");
  }

  @Test
  void theSerialConsolesOwnJobStays() {
    on(ubuntu().file("/etc/init/hvc0.conf", HVC0).file("/etc/init/ttyS0.conf", "exec /sbin/getty ttyS0 115200\n"))
        .changesOnly("/etc/init/hvc0.conf");
  }

  @Test
  void withoutASerialConsoleTheJobGoes() {
    on(ubuntu().withoutConsole().file("/etc/init/hvc0.conf", HVC0)).changesOnly("/etc/init/hvc0.conf");
  }

  @Test
  void redHats6ListOfTerminals() {
    on(GuestCase.system("centos", "6.10", PackageFormat.RPM, InitSystem.UPSTART)
        .file("/etc/init/serial.conf", "instance $DEV\nexec /sbin/agetty /dev/$DEV $SPEED vt100-nav\n")
        .file("/etc/sysconfig/init", "BOOTUP=color\n# terminals\nACTIVE_CONSOLES=\"/dev/tty[1-6] /dev/hvc0\"\n"))
        .makes("/etc/sysconfig/init", "BOOTUP=color\n# terminals\nACTIVE_CONSOLES=\"/dev/tty[1-6]\"\n")
        .changesOnly("/etc/sysconfig/init");
  }

  @Test
  void redHats6WithoutItsSerialJobGetsOne() {
    on(GuestCase.system("centos", "6.10", PackageFormat.RPM, InitSystem.UPSTART)
        .file("/etc/sysconfig/init", "ACTIVE_CONSOLES=/dev/hvc0\n"))
        .makes("/etc/sysconfig/init", "ACTIVE_CONSOLES=\n", "/etc/init/ttyS0.conf", """
            # A login on the serial console.
            start on stopped rc RUNLEVEL=[2345]
            stop on runlevel [S016]
            respawn
            exec /sbin/agetty -L 9600 ttyS0 vt100
            """);
  }

  @Test
  void othersAreLeftAlone() {
    on(ubuntu().file("/etc/init/tty1.conf", HVC0.replace("hvc0", "tty1"))
        .file("/etc/init/hvc0.conf", HVC0).file("/etc/init/hvc0.override", "manual\n")
        .file("/etc/init/log.conf", "# getty hvc0\nexec logger -f /dev/hvc0\n#exec getty hvc0\n")
        .file("/etc/init/hvc0.conf.dpkg-old", HVC0)
        .file("/etc/sysconfig/init", "ACTIVE_CONSOLES=/dev/tty[1-6]\n")).leavesAlone().says();
  }
}
