package org.xen2kvm.converter.rule.disk;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class DiskRules {
  private DiskRules() {}

  public static List<Rule> inOrder() {
    return List.of();
  }
}
