package org.xen2kvm.converter.rule.hostdev;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class HostdevRules {
  private HostdevRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new HostdevWithoutXenDriver(),
        new HostdevWithoutXenAttributes(),
        new HostdevNeedsTheDevice());
  }
}
