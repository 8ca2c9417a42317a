package org.xen2kvm.converter.rule.device;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class DeviceRules {
  private DeviceRules() {}

  public static List<Rule> inOrder() {
    return List.of();
  }
}
