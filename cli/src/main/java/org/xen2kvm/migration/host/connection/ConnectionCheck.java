package org.xen2kvm.migration.host.connection;

import java.util.Locale;
import org.xen2kvm.migration.failure.ShellWord;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.local.Distribution;
import org.xen2kvm.migration.host.local.LocalHost;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;

/** Whether libvirt answers on the host, and what to do when it does not. Stateless. */
public final class ConnectionCheck {
  public static final String ID = "libvirt-connection";
  private static final String WHY = "Every domain is defined, started and watched through libvirt's daemon on the host";

  private ConnectionCheck() {}

  /**
   * How this machine runs libvirt's daemon.
   *
   * @param systemd whether systemd runs services here
   * @param modular whether there is a unit of the QEMU driver's own daemon
   * @param monolithic whether there is a unit of the daemon for all drivers
   */
  public record Daemon(boolean systemd, boolean modular, boolean monolithic) {
    /** Returns how the daemon is run on a machine, by its units. */
    public static Daemon of(LocalHost host) {
      return new Daemon(
          host.exists("/run/systemd/system"), hasUnit(host, "virtqemud.socket"), hasUnit(host, "libvirtd.socket"));
    }

    private static boolean hasUnit(LocalHost host, String unit) {
      return host.exists("/usr/lib/systemd/system/" + unit) || host.exists("/lib/systemd/system/" + unit);
    }
  }

  /** Returns that the host answers. */
  public static HostFinding answered(String uri, String hostname) {
    return HostFinding.ok(ID, uri + " answers on " + hostname, WHY);
  }

  /** Returns that the text names no host of KVM guests. */
  public static HostFinding wrongDriver(String uri, ConnectionUri parts) {
    return HostFinding.error(ID, parts.driver().isEmpty()
            ? uri + " is no connection URI of libvirt"
            : uri + " names the driver " + parts.driver() + ", and KVM's is qemu",
        WHY, "xen2kvm check qemu:///system");
  }

  /** Returns that the host does not answer, with what mends it: that depends on where it is and on who asks. */
  public static HostFinding refused(
      String uri, ConnectionUri parts, RunnerException refusal, Distribution distribution, Daemon daemon, String user) {
    String said = String.valueOf(refusal.getMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    boolean permission = refusal.error() == RunnerError.AUTHENTICATION_FAILED || lower.contains("permission denied");
    String remedy;
    if (refusal.error() == RunnerError.LIBRARY_MISSING) {
      remedy = distribution.installClient();
    } else if (!parts.isLocal()) {
      remedy = remote(parts, permission);
    } else if (permission) {
      remedy = "usermod -aG libvirt " + ShellWord.of(user);
    } else if (parts.path().equals("/embed")) {
      remedy = "";
    } else {
      remedy = start(distribution, daemon);
    }
    return HostFinding.error(ID, uri + " does not answer: " + said.lines().findFirst().orElse(""), WHY, remedy);
  }

  private static String remote(ConnectionUri parts, boolean permission) {
    if (!parts.transport().contains("ssh")) {
      return new VirshCommand("qemu+ssh://" + parts.sshTarget() + "/system").of("version");
    }
    return (permission ? "ssh-copy-id " : "ssh ") + ShellWord.of(parts.sshTarget()) + (permission ? "" : " virsh version");
  }

  /** Fedora, RHEL and openSUSE run a daemon for each driver, Debian and Ubuntu one for all, though both may be installed. */
  private static String start(Distribution distribution, Daemon daemon) {
    boolean modular = daemon.modular() && (distribution != Distribution.APT || !daemon.monolithic());
    if (!daemon.modular() && !daemon.monolithic()) {
      return distribution.installLibvirt();
    }
    if (!daemon.systemd()) {
      return modular ? "virtlogd -d && virtqemud -d" : "virtlogd -d && libvirtd -d";
    }
    return modular
        ? "systemctl enable --now virtqemud.socket virtnetworkd.socket virtstoraged.socket"
        : "systemctl enable --now libvirtd.socket";
  }
}
