package org.xen2kvm.converter.rule.cmdline;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run: behind those for the kernel, before boot devices. */
public final class CmdlineRules {
  private CmdlineRules() {}

  public static List<Rule> inOrder() {
    return List.of(new OsRootMovedToCmdline(), new CmdlineNeedsKernel(), new CmdlineNamesKvmDevices());
  }
}
