package org.xen2kvm.converter.rule.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GraphicsListenAddressTest {
  private final RuleTester tester = RuleTester.of(new GraphicsListenAddress()).in(Frame.HVM_DEVICES);

  @Test
  void anAddressOfTheXenHostBecomesLoopback() {
    RuleTester.Run run = tester.rewrites(
        """
        <graphics type='vnc' port='-1' autoport='yes' listen='192.0.2.7'>
          <listen type='address' address='192.0.2.7'/>
        </graphics>
        """,
        """
        <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'>
          <listen type='address' address='127.0.0.1'/>
        </graphics>
        """);

    assertThat(run.messages()).singleElement().asString().contains("192.0.2.7");
  }

  @Test
  void theTwoAddressesAgree() {
    tester.rewrites(
        """
        <graphics type='vnc' port='-1' listen='192.0.2.7'>
          <listen type='address' address='127.0.0.1'/>
        </graphics>
        """,
        """
        <graphics type='vnc' port='-1' listen='127.0.0.1'>
          <listen type='address' address='127.0.0.1'/>
        </graphics>
        """);
  }

  @Test
  void aWildcardStaysAndIsReported() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <graphics type='vnc' port='-1' listen='0.0.0.0'/>
        """);

    assertThat(run.findings()).hasSize(1);
  }

  @Test
  void thePolicyKeepsAddresses() {
    tester.with(Policy.builder().keepGraphicsPorts(true).build()).leavesAlone(
        """
        <graphics type='vnc' port='-1' listen='192.0.2.7'/>
        """);
  }

  @Test
  void aSocketHasNoAddress() {
    tester.rewrites(
        """
        <graphics type='vnc' socket='/run/vnc.sock' listen='0.0.0.0'/>
        """,
        """
        <graphics type='vnc' socket='/run/vnc.sock'/>
        """);
  }

  @Test
  void loopbackAndNetworksStay() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <graphics type='vnc' port='-1' listen='127.0.0.1'/>
        <graphics type='spice' port='-1'>
          <listen type='network' network='default'/>
        </graphics>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
