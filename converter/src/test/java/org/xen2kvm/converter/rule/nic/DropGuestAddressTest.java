package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DropGuestAddressTest {
  private final RuleTester tester = RuleTester.of(new DropGuestAddress()).in(Frame.PV_DEVICES);

  @Test
  void removesTheAddressAndNamesIt() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <script path='vif-bridge'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <script path='vif-bridge'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("192.0.2.7");
      assertThat(finding.advice()).contains("nic-ip-to-filter");
    });
  }

  @Test
  void removesSeveralAddressesAndRoutes() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <ip address='2001:db8::7' family='ipv6'/>
          <route family='ipv4' address='198.51.100.0' prefix='24' gateway='192.0.2.1'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("192.0.2.7, 2001:db8::7, 198.51.100.0");
    });
  }

  @Test
  void saysNothingWhereAFilterDoesTheWork() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <filterref filter='clean-traffic'>
            <parameter name='IP' value='192.0.2.7'/>
          </filterref>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <filterref filter='clean-traffic'>
            <parameter name='IP' value='192.0.2.7'/>
          </filterref>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesAnEmptyAddress() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <ip/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("limited to an address");
    });
  }

  @Test
  void keepsTheNetworkOfAUserInterface() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='user'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <ip address='10.0.2.0' family='ipv4' prefix='24'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsTheAddressOfTheHostsSide() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source>
            <ip address='192.0.2.1' family='ipv4' prefix='24'/>
          </source>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
