package org.xen2kvm.converter.xl.machine;

import java.util.List;
import org.xen2kvm.converter.xl.sketch.Part;

/** The families of this package, in the order in which they are read: the kind first, on which the others depend. */
public final class MachineParts {
  private MachineParts() {}

  public static List<Part> inOrder() {
    return List.of(
        new KindOfGuest(),
        new Identity(),
        new MemorySize(),
        new Vcpus(),
        new NumaCells(),
        new BootFiles(),
        new BootOrder(),
        new Features(),
        new ViridianGroups(),
        new CpuFeatures(),
        new Clock(),
        new Lifecycle());
  }
}
