package org.xen2kvm.migration.host.local;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kind of distribution that a host runs, by the program that installs its packages. */
public enum Distribution {
  /** Debian, Ubuntu and their kin. */
  APT("apt-get install "),
  /** Fedora, RHEL and their kin. */
  DNF("dnf install "),
  /** openSUSE and SLES. */
  ZYPPER("zypper install "),
  /** One that is not known: a host that is not this machine, or another distribution. */
  UNKNOWN("");

  private static final Set<String> DEBIAN = Set.of("debian", "ubuntu");
  private static final Set<String> RED_HAT = Set.of("fedora", "rhel", "centos", "rocky", "almalinux", "ol", "amzn");
  private static final Set<String> SUSE = Set.of("suse", "opensuse", "sles", "sled", "sle-micro");

  private final String install;

  Distribution(String install) {
    this.install = install;
  }

  /** Returns the kind that this machine runs. */
  public static Distribution of(LocalHost host) {
    return host.read("/etc/os-release").or(() -> host.read("/usr/lib/os-release")).map(Distribution::ofOsRelease)
        .orElse(UNKNOWN);
  }

  /** Returns the kind that {@code os-release} tells of, by ID and what it says it is like. */
  public static Distribution ofOsRelease(String text) {
    for (String key : new String[] {"ID=", "ID_LIKE="}) {
      Optional<String> line = text.lines().filter(each -> each.startsWith(key)).findFirst();
      String words = line.map(each -> each.substring(key.length()).replace("\"", "").replace("'", "")).orElse("");
      for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
        String id = word.startsWith("opensuse") ? "opensuse" : word;
        if (DEBIAN.contains(id)) {
          return APT;
        } else if (RED_HAT.contains(id)) {
          return DNF;
        } else if (SUSE.contains(id)) {
          return ZYPPER;
        }
      }
    }
    return UNKNOWN;
  }

  /** Returns the command that installs something, by its packages here; all three commands where it is not known. */
  public String install(String apt, String dnf, String zypper) {
    return switch (this) {
      case APT -> install + apt;
      case DNF -> install + dnf;
      case ZYPPER -> install + zypper;
      case UNKNOWN -> APT.install + apt + " (Debian, Ubuntu), " + DNF.install + dnf + " (Fedora, RHEL), " + ZYPPER.install
          + zypper + " (openSUSE, SLES)";
    };
  }

  /** Returns the command that installs QEMU. */
  public String installQemu() {
    return install("qemu-system-x86", "qemu-kvm", "qemu-x86");
  }

  /** Returns the command that installs UEFI firmware for guests. */
  public String installUefi() {
    return install("ovmf", "edk2-ovmf", "qemu-ovmf-x86_64");
  }

  /** Returns the command that installs libvirt's daemon with its QEMU driver. */
  public String installLibvirt() {
    return install("libvirt-daemon-system", "libvirt-daemon-kvm", "libvirt-daemon-qemu");
  }

  /** Returns the command that installs libvirt's client library. */
  public String installClient() {
    return install("libvirt0", "libvirt-libs", "libvirt-libs");
  }
}
