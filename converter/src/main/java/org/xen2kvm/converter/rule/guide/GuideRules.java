package org.xen2kvm.converter.rule.guide;

import java.util.List;
import org.xen2kvm.converter.rule.Rule;

/** The rules of this package, in the order in which they run. */
public final class GuideRules {
  private GuideRules() {}

  public static List<Rule> inOrder() {
    return List.of(
        new GuideBootloader(),
        new GuideOsType(),
        new GuideOsArch(),
        new GuideBootDev(),
        new GuideEmulator(),
        new GuideDisk(),
        new GuideInterface(),
        new GuideConsole(),
        new GuideInput(),
        new GuideMemballoon());
  }
}
