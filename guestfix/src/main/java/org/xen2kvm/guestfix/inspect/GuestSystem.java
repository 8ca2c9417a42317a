package org.xen2kvm.guestfix.inspect;

import java.util.List;

/**
 * The operating system of a guest, as its files tell.
 *
 * @param family what kind it is
 * @param id os-release's ID, or what stands for it: {@code debian}, {@code sles}, {@code rhel}, {@code centos}; empty when
 *     unknown
 * @param idLike os-release's ID_LIKE, in order
 * @param version os-release's VERSION_ID; empty when unknown
 * @param name what it calls itself, for reports
 * @param packages how its packages come
 * @param architecture {@code x86_64}, {@code i686} …, from the kernel or a program of it; empty when unknown
 * @param init what starts its services
 * @param hostname its name; empty when unknown
 * @param selinux whether SELinux is on (enforcing or permissive)
 */
public record GuestSystem(
    Family family,
    String id,
    List<String> idLike,
    String version,
    String name,
    PackageFormat packages,
    String architecture,
    InitSystem init,
    String hostname,
    boolean selinux) {
  public GuestSystem {
    idLike = List.copyOf(idLike);
  }

  /** Returns a system of which only the kind is known. */
  public static GuestSystem of(Family family, String name) {
    return new GuestSystem(family, "", List.of(), "", name, PackageFormat.OTHER, "", InitSystem.OTHER, "", false);
  }

  /** The kinds of systems that fixing tells apart. */
  public enum Family {
    LINUX,
    WINDOWS,
    /** A system that is known and not fixed: a BSD, Solaris. */
    OTHER,
    UNKNOWN
  }

  /** How packages come. */
  public enum PackageFormat {
    DEB,
    RPM,
    OTHER
  }

  /** What starts the services. */
  public enum InitSystem {
    SYSTEMD,
    UPSTART,
    /** sysvinit with an inittab. */
    SYSVINIT,
    OTHER
  }

  /** Returns whether it is that distribution or says that it is like it. */
  public boolean isLike(String distribution) {
    return id.equals(distribution) || idLike.contains(distribution);
  }

  /** Returns whether it is one of SUSE's. */
  public boolean isSuse() {
    return isLike("suse") || isLike("opensuse") || id.startsWith("sle") || id.startsWith("opensuse");
  }

  /** Returns whether it is Debian or made of it. */
  public boolean isDebian() {
    return isLike("debian") || isLike("ubuntu");
  }

  /** Returns whether it is Red Hat's or made of it. */
  public boolean isRedHat() {
    return isLike("rhel") || isLike("fedora") || isLike("centos");
  }
}
