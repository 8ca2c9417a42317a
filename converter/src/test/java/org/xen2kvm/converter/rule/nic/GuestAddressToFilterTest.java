package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuestAddressToFilterTest {
  private static final Policy ENABLED = Policy.builder().enable(Set.of(new RuleId("nic-ip-to-filter"))).build();

  private final RuleTester tester = RuleTester.of(new GuestAddressToFilter()).in(Frame.PV_DEVICES).with(ENABLED);

  @Test
  void allowsTheAddressOnly() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <ip address='192.0.2.7' family='ipv4'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <filterref filter='clean-traffic'>
            <parameter name='IP' value='192.0.2.7'/>
          </filterref>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void allowsAllAddressesOnce() {
    tester.rewrites(
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='default'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <ip address='192.0.2.8' family='ipv4'/>
          <ip address='192.0.2.7' family='ipv4'/>
        </interface>
        """,
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='default'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <ip address='192.0.2.8' family='ipv4'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <filterref filter='clean-traffic'>
            <parameter name='IP' value='192.0.2.7'/>
            <parameter name='IP' value='192.0.2.8'/>
          </filterref>
        </interface>
        """);
  }

  @Test
  void givesNoFilterToIpv6() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <ip address='2001:db8::7' family='ipv6'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("IPv6");
      assertThat(finding.advice()).contains("both protocols");
    });
  }

  @Test
  void keepsAFilterThatIsThere() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <ip address='192.0.2.7' family='ipv4'/>
          <filterref filter='dmz'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAnInterfaceWithoutAddressAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAnEmptyAddressAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <ip/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAUserInterfaceAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='user'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <ip address='192.0.2.7' family='ipv4'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
