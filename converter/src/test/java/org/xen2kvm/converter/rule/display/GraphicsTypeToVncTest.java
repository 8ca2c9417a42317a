package org.xen2kvm.converter.rule.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GraphicsTypeToVncTest {
  private final RuleTester tester = RuleTester.of(new GraphicsTypeToVnc()).in(Frame.HVM_DEVICES);

  private static final HostProfile HOST_WITHOUT_SPICE = new HostProfile("rhel", "x86_64", Optional.empty(),
      Optional.empty(), Set.of(), Optional.empty(), Set.of(), Set.of(), Set.of("vnc"), Set.of(), Set.of());

  @Test
  void sdlBecomesVncOnTheLoopback() {
    tester.rewrites(
        """
        <graphics type='sdl' display=':0.0' xauth='/root/.Xauthority'/>
        """,
        """
        <graphics type='vnc' port='-1' autoport='yes'>
          <listen type='address' address='127.0.0.1'/>
        </graphics>
        """);
  }

  @Test
  void sdlGoesWhereVncIsThereAlready() {
    tester.rewrites(
        """
        <graphics type='sdl'/>
        <graphics type='vnc' port='-1' autoport='yes'/>
        """,
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        """);
  }

  @Test
  void displaysOfOthersGo() {
    RuleTester.Run run = tester.rewrites(
        """
        <graphics type='qubes'/>
        <input type='mouse' bus='ps2'/>
        """,
        """
        <input type='mouse' bus='ps2'/>
        """);

    assertThat(run.messages()).singleElement().asString().contains("'qubes'");
  }

  @Test
  void spiceBecomesVncWhereTheHostHasNone() {
    tester.with(HOST_WITHOUT_SPICE).rewrites(
        """
        <graphics type='spice' autoport='yes' keymap='de'/>
        """,
        """
        <graphics type='vnc' port='-1' autoport='yes' keymap='de'>
          <listen type='address' address='127.0.0.1'/>
        </graphics>
        """);
  }

  @Test
  void vncAndSpiceStay() {
    tester.leavesAlone(
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        <graphics type='spice' autoport='yes'/>
        """);
  }
}
