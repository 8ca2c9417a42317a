package org.xen2kvm.guestfix.inspect.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.inspect.LenientReader;

final class XenToolsTest {
  private final DirectoryFilesystem guest = DirectoryFilesystem.inMemory()
      .with("/etc/hostname", "web1\n");

  @Test
  void areFoundAsUnitsJobsAndScripts() {
    guest.with("/usr/lib/systemd/system/xe-daemon.service", "").with("/usr/lib/systemd/system/xenstored.socket", "")
        .withLink("/lib", "usr/lib").with("/etc/rc.d/init.d/xe-linux-distribution", "").withLink("/etc/init.d", "rc.d/init.d")
        .with("/etc/init/xen-guest-agent.conf", "");

    assertThat(XenTools.find(new LenientReader(guest)))
        .containsExactly("xe-linux-distribution", "xe-daemon", "xen-guest-agent", "xenstored");
  }

  @Test
  void areNotFoundWhereOnlyOthersAre() {
    guest.with("/usr/lib/systemd/system/xe-daemon.service.bak", "").with("/usr/lib/systemd/system/xenstored.mount", "")
        .with("/etc/init.d/ssh", "").withLink("/etc/systemd/system", "system").with("/lib/systemd/system", "a file");

    assertThat(XenTools.find(new LenientReader(guest))).isEmpty();
  }

  @Test
  void everyServiceHasAUnitName() {
    assertThat(XenTools.services()).allMatch(service -> XenTools.isUnit(service + ".service")).doesNotHaveDuplicates();
    assertThat(XenTools.isUnit("ssh.service")).isFalse();
    assertThat(XenTools.isUnit(".service")).isFalse();
    assertThat(XenTools.isUnit("xe-daemon")).isFalse();
  }
}
