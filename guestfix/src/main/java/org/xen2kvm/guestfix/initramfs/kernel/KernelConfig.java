package org.xen2kvm.guestfix.initramfs.kernel;

import java.util.HashMap;
import java.util.Map;

/** How a kernel was configured, from its {@code /boot/config-VERSION}. Immutable. */
public final class KernelConfig {
  private static final int MOST_OPTIONS = 100_000;
  private static final String PREFIX = "CONFIG_";

  private final Map<String, String> values;

  private KernelConfig(Map<String, String> values) {
    this.values = values;
  }

  /** How a kernel has something. */
  public enum State {
    BUILT_IN,
    MODULE,
    ABSENT
  }

  /** The configuration in a text; lines that set nothing are passed over. */
  public static KernelConfig of(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines().limit(MOST_OPTIONS).forEach(line -> {
      int equals = line.indexOf('=');
      if (line.startsWith(PREFIX) && equals > 0) {
        values.put(line.substring(PREFIX.length(), equals), line.substring(equals + 1).strip());
      }
    });
    return new KernelConfig(values);
  }

  /** How the kernel has an option, named without {@code CONFIG_}. */
  public State state(String option) {
    return switch (values.getOrDefault(option, "n")) {
      case "y" -> State.BUILT_IN;
      case "m" -> State.MODULE;
      default -> State.ABSENT;
    };
  }

  /** Whether nothing was set: not a kernel's configuration. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Whether it runs as a Xen guest, one way or the other. */
  public boolean isForXen() {
    return state("XEN") == State.BUILT_IN;
  }

  /**
   * Whether it runs under Xen only: a XenLinux kernel, whose architecture is Xen itself ({@code CONFIG_X86_64_XEN}, {@code
   * CONFIG_X86_XEN}). A kernel with paravirt_ops finds out where it runs, whatever it says of Xen beside that.
   */
  public boolean isXenOnly() {
    boolean isXenArchitecture = state("X86_64_XEN") != State.ABSENT || state("X86_XEN") != State.ABSENT
        || (isForXen()
            && (state("XEN_PRIVILEGED_GUEST") != State.ABSENT || state("XEN_UNPRIVILEGED_GUEST") != State.ABSENT));
    return isXenArchitecture && state("PARAVIRT") == State.ABSENT;
  }
}
