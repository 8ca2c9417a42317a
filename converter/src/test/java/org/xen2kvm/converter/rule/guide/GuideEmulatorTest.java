package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideEmulatorTest {
  private final RuleTester tester = RuleTester.of(new GuideEmulator()).in(Frame.HVM_DEVICES);

  @Test
  void namesQemuKvm() {
    tester.with(Policy.guide()).rewrites(
        """
        <emulator>/usr/lib/xen/bin/qemu-dm</emulator>
        """,
        """
        <emulator>/usr/bin/qemu-kvm</emulator>
        """);
  }

  @Test
  void addsNone() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <memballoon model='xen'/>
        """);
  }
}
