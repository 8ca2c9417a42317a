package org.xen2kvm.converter.rule.display;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class VncPasswordOfEightCharactersTest {
  private final RuleTester tester = RuleTester.of(new VncPasswordOfEightCharacters()).in(Frame.HVM_DEVICES);

  @Test
  void keepsTheEightCharactersThatCount() {
    tester.rewrites(
        """
        <graphics type='vnc' port='-1' passwd='correcthorse'/>
        """,
        """
        <graphics type='vnc' port='-1' passwd='correcth'/>
        """);
  }

  @Test
  void leavesEightCharactersAlone() {
    tester.leavesAlone(
        """
        <graphics type='vnc' port='-1' passwd='correcth'/>
        <graphics type='spice' port='-1' passwd='correcthorse'/>
        """);
  }
}
