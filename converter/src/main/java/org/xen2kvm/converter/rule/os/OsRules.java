package org.xen2kvm.converter.rule.os;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class OsRules {
  private OsRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new OsElementPresent(),
        new OsTypeHvm(),
        new OsArchX8664(),
        new KvmMachineType(),
        new MachineTypeWithVersion(),
        new EfiFirmwareChosenByLibvirt(),
        new XenFirmwareDropped(),
        new AcpiTableReported());
  }
}
