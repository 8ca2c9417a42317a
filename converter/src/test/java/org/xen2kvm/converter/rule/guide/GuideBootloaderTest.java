package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideBootloaderTest {
  private final RuleTester tester = RuleTester.of(new GuideBootloader()).in(Frame.DOMAIN);

  @Test
  void removesBoth() {
    tester.with(Policy.guide()).rewrites(
        """
        <bootloader>/usr/bin/pygrub</bootloader>
        <bootloader_args>-q</bootloader_args>
        <os/>
        """,
        """
        <os/>
        """);
  }

  @Test
  void leavesOthersAlone() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <os/>
        """);
  }
}
