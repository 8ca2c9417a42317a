package org.xen2kvm.migration.host.connection;

import java.util.List;
import org.xen2kvm.migration.host.local.Distribution;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.runner.HostVersion;

/** Whether libvirt and QEMU are new enough, by what came with which version. Stateless. */
public final class VersionCheck {
  private static final String WHY_LIBVIRT = "1.2.12 first checks a definition against the grammar when it is defined, 5.2 first"
      + " chooses UEFI firmware by itself, 6.1 first runs without a daemon";
  private static final String WHY_QEMU = "2.10 first locks images, so that no two domains write to one disk; 4.0 is the oldest"
      + " that libvirt of today accepts";

  private VersionCheck() {}

  /**
   * Returns what versions mean.
   *
   * @param local whether the host is this machine; of another one only the version of the library here is told
   */
  public static List<HostFinding> of(HostVersion version, Distribution distribution, boolean local) {
    HostFinding library = decide(
        "libvirt-version", "libvirt ", version.library(), new int[] {1, 2, 12}, new int[] {5, 2, 0}, WHY_LIBVIRT,
        upgrade(distribution, "libvirt0 libvirt-daemon", "libvirt", "libvirt"));
    return List.of(
        local ? library : HostFinding.note("libvirt-version",
            "libvirt " + version.library() + " on this machine; which one the host runs was not looked at", WHY_LIBVIRT, ""),
        decide("qemu-version", "QEMU ", version.hypervisor(), new int[] {2, 10, 0}, new int[] {4, 0, 0}, WHY_QEMU,
            upgrade(distribution, "qemu-system-x86", "qemu-kvm", "qemu-x86")));
  }

  private static HostFinding decide(
      String id, String name, String version, int[] needed, int[] wanted, String why, String remedy) {
    if (isOlder(version, needed)) {
      return HostFinding.error(id, name + version + " is too old", why, remedy);
    }
    return isOlder(version, wanted)
        ? HostFinding.warning(id, name + version + " is old", why, remedy) : HostFinding.ok(id, name + version, why);
  }

  private static String upgrade(Distribution distribution, String apt, String dnf, String zypper) {
    return switch (distribution) {
      case APT -> "apt-get install --only-upgrade " + apt;
      case DNF -> "dnf upgrade " + dnf;
      case ZYPPER -> "zypper update " + zypper;
      case UNKNOWN -> "";
    };
  }

  /** Returns whether a version, major.minor.release, is below another. */
  static boolean isOlder(String version, int[] other) {
    String[] parts = version.split("\\.", -1);
    for (int i = 0; i < other.length; i++) {
      int part = i < parts.length && parts[i].matches("\\d{1,6}") ? Integer.parseInt(parts[i]) : 0;
      if (part != other[i]) {
        return part < other[i];
      }
    }
    return false;
  }
}
