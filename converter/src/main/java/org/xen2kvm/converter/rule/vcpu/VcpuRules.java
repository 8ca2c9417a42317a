package org.xen2kvm.converter.rule.vcpu;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class VcpuRules {
  private VcpuRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new StaticPlacement(),
        new CurrentVcpusInRange(),
        new CpuCapToQuota(),
        new SharesInRange(),
        new PinningDropped(),
        new PinningNamesHostCpus());
  }
}
