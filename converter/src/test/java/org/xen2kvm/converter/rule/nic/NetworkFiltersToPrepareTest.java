package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NetworkFiltersToPrepareTest {
  private final RuleTester tester = RuleTester.of(new NetworkFiltersToPrepare()).in(Frame.PV_DEVICES);

  @Test
  void namesEachFilterOnce() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <filterref filter='dmz-web'>
            <parameter name='IP' value='192.0.2.7'/>
          </filterref>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <filterref filter='dmz-web'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("dmz-web");
      assertThat(finding.advice()).contains("nwfilter-dumpxml dmz-web");
    });
  }

  @Test
  void saysNothingOfFiltersThatComeWithLibvirt() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <filterref filter='clean-traffic'>
            <parameter name='IP' value='192.0.2.7'/>
          </filterref>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void saysNothingOfAnInterfaceWithoutFilter() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <filterref/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
