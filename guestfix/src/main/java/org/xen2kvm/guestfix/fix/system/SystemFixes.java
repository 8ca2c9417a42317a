package org.xen2kvm.guestfix.fix.system;

import java.util.List;
import org.xen2kvm.guestfix.fix.Fix;

/** The fixes of LVM, modules, services and settings that are Xen's. */
public final class SystemFixes {
  private SystemFixes() {}

  /** Returns them in the order in which they plan; none depends on another. */
  public static List<Fix> inOrder() {
    return List.of(
        new LvmFilter(),
        new LvmCache(),
        new LvmDevicesFile(),
        new ModprobeAliases(),
        new ModulesLoad(),
        new XenServicesDisabled(),
        new XenSysctlKeys());
  }
}
