package org.xen2kvm.converter.rule.domain;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class DomainRules {
  private DomainRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new DomainTypeToKvm(),
        new DropDomainId(),
        new ValuesWithoutBlanks(),
        new DomainRenamed(),
        new UuidDerivedAnew(),
        new NoDeviceModelArguments(),
        new LifecycleThatQemuKnows(),
        new HostLabelsDropped(),
        new MemoryInAgreement(),
        new HugepagesNeedTheHost());
  }
}
