package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CompleteNicSourceTest {
  private final RuleTester tester = RuleTester.of(new CompleteNicSource()).in(Frame.PV_DEVICES);

  @Test
  void takesTheDefaultBridge() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("default bridge br0");
    });
  }

  @Test
  void takesTheDefaultBridgeOfThePolicy() {
    tester.with(Policy.builder().defaultBridge("vmnet").build()).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge=''/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='vmnet'/>
        </interface>
        """);
  }

  @Test
  void removesTheCardFromABridgeInterface() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br1' dev='eth0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br1'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void replacesACardByTheDefaultBridge() {
    tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source dev='eth0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """);
  }

  @Test
  void removesTheCardFromAnEthernetInterface() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source dev='eth1'/>
        </interface>
        """,
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsTheHostsSideOfAnEthernetInterface() {
    tester.rewrites(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source dev='eth1'>
            <ip address='192.0.2.1' family='ipv4' prefix='24'/>
          </source>
        </interface>
        """,
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source>
            <ip address='192.0.2.1' family='ipv4' prefix='24'/>
          </source>
        </interface>
        """);
  }

  @Test
  void removesThePortgroupOfADirectInterface() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='direct'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source dev='eth0.1' mode='bridge' portgroup='sales'/>
        </interface>
        """,
        """
        <interface type='direct'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source dev='eth0.1' mode='bridge'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsADirectInterfaceWithoutCard() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='direct'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("names no network card");
    });
  }

  @Test
  void reportsANetworkInterfaceWithoutNetwork() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("names no network");
    });
  }

  @Test
  void reportsAnInterfaceWithoutType() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("has no type");
    });
  }

  @Test
  void leavesCompleteInterfacesAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br1'/>
        </interface>
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='default' portgroup='web'/>
        </interface>
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        <interface type='user'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
