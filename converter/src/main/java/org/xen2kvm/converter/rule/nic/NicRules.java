package org.xen2kvm.converter.rule.nic;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class NicRules {
  private NicRules() {}

  public static List<Rule> inOrder() {
    return List.of();
  }
}
