package org.xen2kvm.converter.rule.display;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GraphicsWithoutX11AttributesTest {
  private final RuleTester tester = RuleTester.of(new GraphicsWithoutX11Attributes()).in(Frame.HVM_DEVICES);

  @Test
  void removesTheX11Display() {
    tester.rewrites(
        """
        <graphics type='vnc' port='-1' display='1:2' xauth='/tmp/.Xauthority'/>
        """,
        """
        <graphics type='vnc' port='-1'/>
        """);
  }

  @Test
  void leavesSdlAlone() {
    tester.leavesAlone(
        """
        <graphics type='sdl' display=':0'/>
        """);
  }
}
