package org.xen2kvm.guestfix.fix.boot;

import java.util.List;
import org.xen2kvm.guestfix.fix.Fix;

/** The fixes of what boots and how, in order; the fixes of kernel parameters come before them. */
public final class BootFixes {
  private BootFixes() {}

  public static List<Fix> inOrder() {
    return List.of(
        new DefaultKernel(),
        new DeviceMapNames(),
        new Grub2DeviceNames(),
        new BootCodeOrDirectBoot(),
        new UefiFallbackLoader());
  }
}
