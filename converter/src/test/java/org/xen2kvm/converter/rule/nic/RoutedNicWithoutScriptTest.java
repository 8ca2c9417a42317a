package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class RoutedNicWithoutScriptTest {
  private final RuleTester tester = RuleTester.of(new RoutedNicWithoutScript()).in(Frame.PV_DEVICES);

  @Test
  void putsANatInterfaceIntoTheDefaultNetwork() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <script path='vif-nat'/>
        </interface>
        """,
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='default'/>
          <script path='vif-nat'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("behind Xen's NAT");
      assertThat(finding.advice()).contains("map the network default");
    });
  }

  @Test
  void takesTheBridgeFromANatInterface() {
    tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <script path='/etc/xen/scripts/vif-nat'/>
        </interface>
        """,
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='default'/>
          <script path='/etc/xen/scripts/vif-nat'/>
        </interface>
        """);
  }

  @Test
  void makesARoutedInterfaceABareOne() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <script path='vif-route'/>
        </interface>
        """,
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <script path='vif-route'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("routed by the Xen host");
      assertThat(finding.advice()).contains("192.0.2.7");
    });
  }

  @Test
  void reportsARoutedInterfaceThatIsBareAlready() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <script path='vif-route'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("the guest has no network");
    });
  }

  @Test
  void leavesABridgedInterfaceAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <script path='vif-bridge'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesANetworkInterfaceAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='lab'/>
          <script path='vif-nat'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
