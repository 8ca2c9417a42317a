package org.xen2kvm.guestfix.inspect;

/**
 * What a PC's firmware would start from the boot disk.
 *
 * @param state whether that leads to a boot loader
 * @param detail what was seen, for a person: "GRUB 2 in the MBR", "no boot code in the MBR"
 */
public record BootCode(State state, String detail) {
  /** Whether the firmware finds a boot loader. */
  public enum State {
    /** Code that belongs to the boot loader that is there. */
    USABLE,
    /** Code whose other parts are missing or of another boot loader: it would stop at "GRUB _". */
    STALE,
    NONE
  }
}
