package org.xen2kvm.converter.rule.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GraphicsPortChosenByLibvirtTest {
  private final RuleTester tester = RuleTester.of(new GraphicsPortChosenByLibvirt()).in(Frame.HVM_DEVICES);

  @Test
  void theRunningDomainsPortGoes() {
    RuleTester.Run run = tester.rewrites(
        """
        <graphics type='vnc' port='5903' autoport='yes'/>
        """,
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aFixedPortBecomesAFreeOne() {
    RuleTester.Run run = tester.rewrites(
        """
        <graphics type='vnc' port='5901' autoport='no'/>
        """,
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        """);

    assertThat(run.messages()).singleElement().asString().contains("5901");
  }

  @Test
  void thePolicyKeepsAFixedPort() {
    tester.with(Policy.builder().keepGraphicsPorts(true).build()).leavesAlone(
        """
        <graphics type='vnc' port='5901' autoport='no'/>
        """);
  }

  @Test
  void aSocketHasNoPort() {
    tester.rewrites(
        """
        <graphics type='vnc' port='-1' socket='/run/vnc.sock'/>
        """,
        """
        <graphics type='vnc' socket='/run/vnc.sock'/>
        """);
  }

  @Test
  void anAutomaticPortStays() {
    tester.leavesAlone(
        """
        <graphics type='vnc' port='-1' autoport='yes'/>
        <graphics type='spice'/>
        """);
  }
}
