package org.xen2kvm.guestfix.initramfs;

/**
 * Whether drivers that are appended to an initramfs get loaded.
 *
 * @param verdict the answer, with its reason
 * @param text a sentence about this initramfs
 */
public record Appending(Verdict verdict, String text) {
  /** Whether they get loaded, and if not, why. */
  public enum Verdict {
    /** udev loads the driver of each device by its alias. */
    SERVES,
    /** nash loads the modules that its script lists, and nothing else. */
    FIXED_LIST,
    /** Nobody in it waits for devices. */
    NO_UDEV,
    /** There is udev, but without the rule that loads drivers. */
    NO_DRIVER_RULE,
    /** Nothing in it can load a module by its alias. */
    NO_MODPROBE
  }

  /** Whether appending is enough; otherwise the initramfs must be rebuilt by its generator. */
  public boolean serves() {
    return verdict == Verdict.SERVES;
  }
}
