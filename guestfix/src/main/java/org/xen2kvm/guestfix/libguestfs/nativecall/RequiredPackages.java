package org.xen2kvm.guestfix.libguestfs.nativecall;

/** The commands that install what the adapter needs, for messages. */
public final class RequiredPackages {
  public static final String LIBGUESTFS = "apt-get install libguestfs0 libguestfs-xfs (Debian, Ubuntu), "
      + "dnf install libguestfs libguestfs-xfs (Fedora, RHEL), zypper install libguestfs0 libguestfs-appliance (openSUSE, SLES)";

  public static final String QEMU = "apt-get install qemu-system-x86 qemu-utils (Debian, Ubuntu), "
      + "dnf install qemu-kvm qemu-img (Fedora, RHEL), zypper install qemu-x86 qemu-img (openSUSE, SLES)";

  public static final String SUPERMIN = "apt-get install supermin (Debian, Ubuntu), dnf install supermin (Fedora, RHEL), "
      + "zypper install supermin libguestfs-appliance (openSUSE, SLES)";

  public static final String KERNEL = "apt-get install linux-image-amd64 (Debian) or linux-image-generic (Ubuntu), "
      + "dnf install kernel-core (Fedora, RHEL), zypper install kernel-default (openSUSE, SLES)";

  private RequiredPackages() {}
}
