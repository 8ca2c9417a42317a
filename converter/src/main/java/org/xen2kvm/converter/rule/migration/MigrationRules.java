package org.xen2kvm.converter.rule.migration;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class MigrationRules {
  private MigrationRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new MachineVersionNeeded(),
        new PortableCpuNeeded(),
        new UncachedDisksNeeded(),
        new SharedStorageNeeded(),
        new MediumOnBothHosts(),
        new HostDevicesStay(),
        new ImmobileDevices(),
        new DisplayAddressOfOneHost(),
        new CharacterDeviceOfOneHost());
  }
}
