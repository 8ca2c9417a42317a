package org.xen2kvm.guestfix.inspect;

import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * A boot loader's configuration that was found in a guest.
 *
 * @param kind which one
 * @param config its configuration, links followed: a file; of {@link Kind#BLS} and {@link Kind#SYSTEMD_BOOT} the directory of the
 *     entries
 */
public record BootLoader(Kind kind, GuestPath config) {
  /** The boot loaders that fixing knows. */
  public enum Kind {
    /** {@code menu.lst} or {@code grub.conf}; pygrub reads it, too. */
    GRUB_LEGACY,
    GRUB2,
    /** Boot Loader Specification entries under {@code loader/entries}, read by GRUB 2 of Red Hat's systems. */
    BLS,
    SYSTEMD_BOOT,
    EXTLINUX
  }
}
