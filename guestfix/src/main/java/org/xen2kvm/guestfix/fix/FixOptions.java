package org.xen2kvm.guestfix.fix;

import java.util.Set;
import org.xen2kvm.guestfix.plan.FixId;

/**
 * What the user decides about fixing. Immutable.
 *
 * @param initramfs how an initramfs gets virtio
 * @param bootCode what becomes of a guest that has no usable boot code
 * @param disabled the fixes that are not to run
 */
public record FixOptions(InitramfsChoice initramfs, BootCodeChoice bootCode, Set<FixId> disabled) {
  public FixOptions {
    disabled = Set.copyOf(disabled);
  }

  /** How an initramfs gets virtio. */
  public enum InitramfsChoice {
    /** Appended where that serves, else rebuilt. */
    AUTO,
    APPEND,
    REBUILD
  }

  /** What becomes of a guest that has no usable boot code. */
  public enum BootCodeChoice {
    /** Its own boot loader is installed where its tools are there, else the host starts its kernel. */
    AUTO,
    INSTALL,
    /** The host starts its kernel. */
    DIRECT
  }

  public static FixOptions defaults() {
    return new FixOptions(InitramfsChoice.AUTO, BootCodeChoice.AUTO, Set.of());
  }
}
