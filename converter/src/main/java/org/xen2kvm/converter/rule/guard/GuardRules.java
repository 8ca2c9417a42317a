package org.xen2kvm.converter.rule.guard;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class GuardRules {
  private GuardRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new XenDomainOnly(),
        new NoControlDomain(),
        new X86GuestOnly(),
        new CompleteDomainOnly(),
        new UnambiguousDomainOnly(),
        new NameThatLibvirtTakes(),
        new RunningDumpNoticed(),
        new AssumptionsSaid());
  }
}
