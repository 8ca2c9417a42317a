package org.xen2kvm.converter.rule.disksetting;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class DiskSettingRules {
  private DiskSettingRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new AttributesOfTheBus(),
        new DisksWithoutHostCache(),
        new UnaddressedDisk(),
        new ExplicitScsiController());
  }
}
