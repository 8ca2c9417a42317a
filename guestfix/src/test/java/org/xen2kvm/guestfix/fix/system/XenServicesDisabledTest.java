package org.xen2kvm.guestfix.fix.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class XenServicesDisabledTest {
  private static final String UNITS = "/etc/systemd/system/";

  private static FixTester fix(GuestCase guest) {
    return FixTester.on(new XenServicesDisabled(), guest);
  }

  @Test
  void aUnitIsDisabled() {
    fix(GuestCase.debian()
        .file("/usr/lib/systemd/system/xe-linux-distribution.service", "[Service]\nExecStart=/usr/sbin/xe-linux-distribution\n")
        .link(UNITS + "multi-user.target.wants/xe-linux-distribution.service",
            "/usr/lib/systemd/system/xe-linux-distribution.service")
        .link(UNITS + "sockets.target.wants/xenstored.socket", "../../../../../../lib/systemd/system/xenstored.socket")
        .link(UNITS + "multi-user.target.wants/ssh.service", "/usr/lib/systemd/system/ssh.service"))
        .changesOnly(UNITS + "multi-user.target.wants/xe-linux-distribution.service",
            UNITS + "sockets.target.wants/xenstored.socket");
  }

  @Test
  void aUnitThatItsPackageStartsIsMasked() {
    GuestCase guest = GuestCase.debian().link("/lib", "usr/lib")
        .link("/usr/lib/systemd/system/multi-user.target.wants/xe-daemon.service", "../xe-daemon.service")
        .file("/usr/lib/systemd/system/xe-daemon.service", "[Service]\n");
    fix(guest).changesOnly(UNITS + "xe-daemon.service");
    assertThat(guest.files().readLink(GuestPath.of(UNITS + "xe-daemon.service"))).isEqualTo("/dev/null");
  }

  @Test
  void aUnitOfTheAdministratorsIsTold() {
    fix(GuestCase.debian()
        .link("/usr/lib/systemd/system/multi-user.target.wants/xe-daemon.service", "../xe-daemon.service")
        .file(UNITS + "xe-daemon.service", "[Service]\nExecStart=/bin/true\n")).leavesAlone()
        .says("WARNING /etc/systemd/system/xe-daemon.service: The unit is started by its package and changed by the "
            + "administrator, "
            + "so it was not disabled");
  }

  @Test
  void scriptsOfRedHatAreNotStartedButStillStopped() {
    fix(GuestCase.system("rhel", "5", PackageFormat.RPM, InitSystem.SYSVINIT)
        .file("/etc/rc.d/init.d/xe-linux-distribution", "#!/bin/bash\n").link("/etc/init.d", "rc.d/init.d")
        .link("/etc/rc3.d", "rc.d/rc3.d")
        .link("/etc/rc.d/rc3.d/S14xe-linux-distribution", "../init.d/xe-linux-distribution")
        .link("/etc/rc.d/rc5.d/S14xe-linux-distribution", "../init.d/xe-linux-distribution")
        .link("/etc/rc.d/rc0.d/K86xe-linux-distribution", "../init.d/xe-linux-distribution")
        .link("/etc/rc.d/rc3.d/S55sshd", "../init.d/sshd"))
        .changesOnly("/etc/rc.d/rc3.d/S14xe-linux-distribution", "/etc/rc.d/rc5.d/S14xe-linux-distribution");
  }

  @Test
  void scriptsOfSuseAreNotStarted() {
    fix(GuestCase.system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT)
        .file("/etc/init.d/xendomains", "#!/bin/sh\n").link("/etc/init.d/rc3.d/S13xendomains", "../xendomains")
        .link("/etc/init.d/rc3.d/K01xendomains", "../xendomains")).changesOnly("/etc/init.d/rc3.d/S13xendomains");
  }

  @Test
  void aJobOfUpstartIsStartedByHandOnly() {
    fix(GuestCase.system("ubuntu", "14.04", PackageFormat.DEB, InitSystem.UPSTART)
        .file("/etc/init/xe-daemon.conf", "start on runlevel 2\n").file("/etc/init/xenstored.conf", "start on runlevel 2\n")
        .file("/etc/init/xenstored.override", "nice 5"))
        .makes("/etc/init/xe-daemon.override", "manual\n", "/etc/init/xenstored.override", "nice 5\nmanual\n")
        .changesOnly("/etc/init/xe-daemon.override", "/etc/init/xenstored.override");
  }

  @Test
  void whatIsNotXensIsLeftAlone() {
    fix(GuestCase.debian()
        .link(UNITS + "multi-user.target.wants/xen-of-mine.service", "/etc/systemd/system/xen-of-mine.service")
        .link(UNITS + "multi-user.target.wants/xe-daemon.service.d", "/x")
        .link("/etc/rc2.d/K20xendomains", "../init.d/xendomains").link("/etc/rc2.d/S01xendomainsx", "../init.d/x")
        .file("/etc/init/ssh.conf", "x").file("/etc/init.d/xe-daemon", "#!/bin/sh\n")
        .link(UNITS + "loop.wants", "loop.wants")).leavesAlone().says();
  }
}
