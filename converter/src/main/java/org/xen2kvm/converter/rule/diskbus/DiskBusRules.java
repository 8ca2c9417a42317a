package org.xen2kvm.converter.rule.diskbus;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class DiskBusRules {
  private DiskBusRules() {}

  /** Returns the placement rules. Each disk is placed by the one rule that its reason names; names follow from the places. */
  public static List<Rule> inOrder() {
    return List.of(
        new XenDiskToVirtio(),
        new EmulatedDiskBus(),
        new PartitionAsWholeDisk(),
        new EjectableCdromBus(),
        new ReadOnlyDiskBus(),
        new FourIdeDrives(),
        new FloppyOnItsController(),
        new LunOnScsi(),
        new UniqueTargets());
  }
}
