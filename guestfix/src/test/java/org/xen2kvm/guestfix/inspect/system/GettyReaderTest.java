package org.xen2kvm.guestfix.inspect.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.inspect.LenientReader;

final class GettyReaderTest {
  private final DirectoryFilesystem guest = DirectoryFilesystem.inMemory();

  @Test
  void inittabsLines() {
    guest.with("/etc/inittab", """
        id:2:initdefault:
        si::sysinit:/etc/init.d/rcS
        1:2345:respawn:/sbin/getty 38400 tty1
        #2:23:respawn:/sbin/getty 38400 tty2
        co:2345:respawn:/sbin/agetty xvc0 9600 vt100-nav
        hvc0:2345:respawn:/sbin/getty -L hvc0 9600 linux
        S0:12345:respawn:/sbin/agetty -L 9600 /dev/ttyS0 vt102
        ca:12345:ctrlaltdel:/sbin/shutdown -t1 -a -r now
        """);

    assertThat(GettyReader.read(new LenientReader(guest))).containsExactly("tty1", "xvc0", "hvc0", "ttyS0");
  }

  @Test
  void upstartsJobs() {
    guest.with("/etc/init/tty1.conf", "start on stopped rc\nrespawn\nexec /sbin/getty -8 38400 tty1\n")
        .with("/etc/init/hvc0.conf", "exec /sbin/getty -L 38400 hvc0 vt102\n")
        .with("/etc/init/tty.conf", "instance $TTY\nexec /sbin/mingetty $TTY\n")
        .with("/etc/init/other.conf", "exec /usr/sbin/sshd tty7\n#exec /sbin/getty tty8\n")
        .with("/etc/event.d/xvc0", "respawn /sbin/getty 38400 xvc0\n")
        .with("/etc/sysconfig/init", "BOOTUP=color\nACTIVE_CONSOLES=\"/dev/tty[2-3] /dev/hvc1\"\n");

    assertThat(GettyReader.read(new LenientReader(guest))).containsExactly("hvc0", "tty1", "xvc0", "tty2", "tty3", "hvc1");
  }

  @Test
  void systemdsWants() {
    String unit = "/lib/systemd/system/getty@.service";
    guest.withLink("/etc/systemd/system/getty.target.wants/getty@tty1.service", unit)
        .withLink("/etc/systemd/system/getty.target.wants/serial-getty@hvc0.service", unit)
        .withLink("/etc/systemd/system/multi-user.target.wants/getty@xvc0.service", unit)
        .withLink("/etc/systemd/system/getty.target.wants/console-getty.service", unit)
        .with("/etc/systemd/system/serial-getty@hvc9.service.d/a.conf", "[Service]\n");

    assertThat(GettyReader.read(new LenientReader(guest))).containsExactly("console", "tty1", "hvc0", "xvc0");
  }

  @Test
  void aGuestWithoutAnyHasNone() {
    guest.with("/etc/inittab", "::respawn:\n:\nx:y:respawn:/sbin/getty\n");

    assertThat(GettyReader.read(new LenientReader(guest))).isEmpty();
  }
}
