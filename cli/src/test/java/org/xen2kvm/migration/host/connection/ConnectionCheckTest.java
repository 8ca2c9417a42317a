package org.xen2kvm.migration.host.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.migration.host.connection.ConnectionCheck.Daemon;
import org.xen2kvm.migration.host.local.Distribution;
import org.xen2kvm.migration.host.local.FakeMachine;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/** What a refused connection means, and what a URI says. */
final class ConnectionCheckTest {
  private static final RunnerException NO_SOCKET = new RunnerException(
      RunnerError.SYSTEM, "Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory");
  private static final RunnerException DENIED = new RunnerException(
      RunnerError.SYSTEM, "Failed to connect socket to '/var/run/libvirt/libvirt-sock': Permission denied");
  private static final Daemon DEBIAN = new Daemon(true, false, true);
  private static final Daemon FEDORA = new Daemon(true, true, true);

  private static String remedy(String uri, RunnerException refusal, Distribution distribution, Daemon daemon) {
    HostFinding finding = ConnectionCheck.refused(uri, ConnectionUri.of(uri), refusal, distribution, daemon, "anna");
    assertThat(finding.level()).isEqualTo(Level.ERROR);
    assertThat(finding.found()).startsWith(uri + " does not answer: ");
    return finding.remedy();
  }

  @Test
  void aDaemonThatDoesNotRunIsStartedAsItsDistributionDoes() {
    assertThat(remedy("qemu:///system", NO_SOCKET, Distribution.APT, DEBIAN)).isEqualTo("systemctl enable --now libvirtd.socket");
    assertThat(remedy("qemu:///system", NO_SOCKET, Distribution.DNF, FEDORA))
        .startsWith("systemctl enable --now virtqemud.socket");
    assertThat(remedy("qemu:///system", NO_SOCKET, Distribution.ZYPPER, DEBIAN)).contains("libvirtd.socket");
    assertThat(remedy("qemu:///system", NO_SOCKET, Distribution.APT, new Daemon(false, false, true)))
        .isEqualTo("virtlogd -d && libvirtd -d");
  }

  @Test
  void aDaemonThatIsNotInstalledIsInstalled() {
    assertThat(remedy("qemu:///system", NO_SOCKET, Distribution.APT, new Daemon(true, false, false)))
        .isEqualTo("apt-get install libvirt-daemon-system");
    RunnerException missing = new RunnerException(RunnerError.LIBRARY_MISSING, "no libvirt.so.0");
    assertThat(remedy("qemu:///system", missing, Distribution.DNF, FEDORA)).isEqualTo("dnf install libvirt-libs");
  }

  @Test
  void whoMayNotAskJoinsTheGroup() {
    assertThat(remedy("qemu:///system", DENIED, Distribution.APT, DEBIAN)).isEqualTo("usermod -aG libvirt anna");
    RunnerException polkit = new RunnerException(RunnerError.AUTHENTICATION_FAILED, "polkit");
    assertThat(remedy("qemu:///system", polkit, Distribution.APT, DEBIAN)).isEqualTo("usermod -aG libvirt anna");
  }

  @Test
  void anotherHostIsTriedBySsh() {
    String uri = "qemu+ssh://root@kvm2:2222/system";

    RunnerException refused = new RunnerException(RunnerError.SYSTEM, "Cannot recv data: Connection refused");
    RunnerException denied = new RunnerException(RunnerError.SYSTEM, "Permission denied (publickey)");
    assertThat(remedy(uri, refused, Distribution.UNKNOWN, DEBIAN)).isEqualTo("ssh root@kvm2 virsh version");
    assertThat(remedy(uri, denied, Distribution.UNKNOWN, DEBIAN)).isEqualTo("ssh-copy-id root@kvm2");
    assertThat(remedy("qemu+tls://kvm2/system", NO_SOCKET, Distribution.UNKNOWN, DEBIAN))
        .isEqualTo("virsh -c qemu+ssh://kvm2/system version");
  }

  @ParameterizedTest
  @CsvSource({
    "qemu:///system, qemu, '', '', /system, true", "qemu+ssh://root@h:22/system, qemu, ssh, root@h:22, /system, false",
    "qemu:///embed?root=/x, qemu, '', '', /embed, true", "qemu+unix:///session?socket=/x, qemu, unix, '', /session, true",
    "xen:/, xen, '', '', /, true", "web1.xml, '', '', '', '', true", "qemu:system, '', '', '', '', true",
    "qemu://[::1]:16509/system, qemu, '', [::1]:16509, /system, false"})
  void aUriIsTakenApart(String text, String driver, String transport, String server, String path, boolean local) {
    ConnectionUri uri = ConnectionUri.of(text);

    assertThat(uri).isEqualTo(new ConnectionUri(driver, transport, server, path));
    assertThat(uri.isLocal()).isEqualTo(local);
  }

  @Test
  void sshTakesNoPort() {
    assertThat(ConnectionUri.of("qemu+ssh://root@h:22/system").sshTarget()).isEqualTo("root@h");
    assertThat(ConnectionUri.of("qemu+ssh://[::1]/system").sshTarget()).isEqualTo("[::1]");
  }

  @Test
  void unitsAreFoundWhereDistributionsPutThem() {
    assertThat(Daemon.of(new FakeMachine().file("/lib/systemd/system/libvirtd.socket", "").file("/run/systemd/system/x", "")))
        .isEqualTo(DEBIAN);
    assertThat(Daemon.of(new FakeMachine())).isEqualTo(new Daemon(false, false, false));
  }
}
