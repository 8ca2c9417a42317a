package org.xen2kvm.guestfix.fix.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fs.GuestPath;

final class GettySystemdTest {
  private static final String WANTS = "/etc/systemd/system/getty.target.wants/";
  private static final String USR_TEMPLATE = "/usr/lib/systemd/system/serial-getty@.service";
  private static final String LIB_TEMPLATE = "/lib/systemd/system/serial-getty@.service";

  private static FixTester on(GuestCase guest) {
    return FixTester.on(new GettySystemd(), guest);
  }

  private static GuestCase withTemplate(String template) {
    return GuestCase.debian().file(template, "[Service]\nExecStart=-/sbin/agetty %I $TERM\n");
  }

  @Test
  void theLinkOfTheXenConsoleBecomesTheSerialConsoles() {
    on(withTemplate(USR_TEMPLATE)
        .link(WANTS + "getty@tty1.service", "/usr/lib/systemd/system/getty@.service")
        .link(WANTS + "serial-getty@hvc0.service", USR_TEMPLATE))
        .makes(WANTS + "serial-getty@ttyS0.service", "[Service]\nExecStart=-/sbin/agetty %I $TERM\n")
        .changesOnly(WANTS + "serial-getty@hvc0.service", WANTS + "serial-getty@ttyS0.service");
  }

  @Test
  void theTemplateIsTheSerialOneWhereverItsDirectoryIs() {
    GuestCase guest = withTemplate(LIB_TEMPLATE).link(WANTS + "getty@xvc0.service", "/lib/systemd/system/getty@.service")
        .link("/etc/systemd/system/multi-user.target.wants/getty@xvc1.service", "/lib/systemd/system/getty@.service");

    on(guest).changesOnly(WANTS + "getty@xvc0.service", "/etc/systemd/system/multi-user.target.wants/getty@xvc1.service",
        WANTS + "serial-getty@ttyS0.service");
    assertThat(guest.files().readLink(
        GuestPath.of(WANTS + "serial-getty@ttyS0.service"))).isEqualTo(LIB_TEMPLATE);
  }

  @Test
  void aSerialConsoleThatHasALoginGetsNoSecond() {
    on(withTemplate(USR_TEMPLATE).link(WANTS + "serial-getty@hvc0.service", USR_TEMPLATE)
        .link(WANTS + "serial-getty@ttyS0.service", USR_TEMPLATE))
        .changesOnly(WANTS + "serial-getty@hvc0.service");
  }

  @Test
  void withoutASerialConsoleTheXenConsolesLoginJustGoes() {
    on(withTemplate(USR_TEMPLATE).withoutConsole().link(WANTS + "serial-getty@hvc0.service", USR_TEMPLATE)
        .file("/etc/systemd/system/serial-getty@hvc0.service.d/a.conf", "[Service]\n"))
        .changesOnly(WANTS + "serial-getty@hvc0.service");
  }

  @Test
  void anAutomaticLoginMovesAlong() {
    String dropIn = "/etc/systemd/system/serial-getty@hvc0.service.d/autologin.conf";
    on(withTemplate(USR_TEMPLATE).file(dropIn, "[Service]\nExecStart=\nExecStart=-/sbin/agetty -a root hvc0\n"))
        .makes("/etc/systemd/system/serial-getty@ttyS0.service.d/autologin.conf",
            "[Service]\nExecStart=\nExecStart=-/sbin/agetty -a root ttyS0\n", dropIn, null)
        .changesOnly(dropIn, "/etc/systemd/system/serial-getty@ttyS0.service.d/autologin.conf");
  }

  @Test
  void aUnitOfTheGuestsOwnMovesWithItsLinks() {
    String system = "/etc/systemd/system/";
    on(GuestCase.debian().file(system + "hvc0-login.service", "[Service]\nExecStart=/sbin/agetty hvc0\n")
        .link(system + "multi-user.target.wants/hvc0-login.service", system + "hvc0-login.service"))
        .makes(system + "ttyS0-login.service", "[Service]\nExecStart=/sbin/agetty ttyS0\n",
            system + "multi-user.target.wants/ttyS0-login.service", "[Service]\nExecStart=/sbin/agetty ttyS0\n")
        .changesOnly(system + "hvc0-login.service", system + "ttyS0-login.service",
            system + "multi-user.target.wants/hvc0-login.service", system + "multi-user.target.wants/ttyS0-login.service");
  }

  @Test
  void aMaskedSerialLoginIsTold() {
    on(withTemplate(USR_TEMPLATE).link(WANTS + "serial-getty@hvc0.service", USR_TEMPLATE)
        .link("/etc/systemd/system/serial-getty@ttyS0.service", "/dev/null"))
        .changesOnly(WANTS + "serial-getty@hvc0.service")
        .says("WARNING /etc/systemd/system/serial-getty@ttyS0.service: "
            + "The login on ttyS0 is masked, so nobody can log in on the serial console");
  }

  @Test
  void otherTerminalsAndUnitsAreLeftAlone() {
    on(withTemplate(USR_TEMPLATE).link(WANTS + "getty@tty1.service", "/usr/lib/systemd/system/getty@.service")
        .link(WANTS + "serial-getty@ttyS1.service", USR_TEMPLATE)
        .link("/etc/systemd/system/serial-getty@hvc0.service", "/dev/null")
        .file("/etc/systemd/system/log-hvc0.service", "[Service]\nExecStart=/usr/bin/cat /dev/hvc0\n")
        .link("/etc/systemd/system/multi-user.target.wants/log-hvc0.service", "/etc/systemd/system/log-hvc0.service")
        .link("/etc/systemd/system/multi-user.target.wants/hvc0.service", "/dev/null"))
        .leavesAlone().says();
  }
}
