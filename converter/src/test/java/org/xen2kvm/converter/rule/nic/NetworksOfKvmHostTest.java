package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.NetworkMapping;
import org.xen2kvm.converter.policy.NetworkMapping.Kind;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NetworksOfKvmHostTest {
  private final RuleTester tester = RuleTester.of(new NetworksOfKvmHost()).in(Frame.PV_DEVICES);

  private RuleTester mapping(NetworkMapping... mappings) {
    return tester.with(Policy.builder().networks(List.of(mappings)).build());
  }

  private static NetworkMapping toBridge(String from, String to) {
    return bridge(NameMatch.exact(from), to, List.of(), false);
  }

  private static NetworkMapping bridge(NameMatch from, String to, List<Integer> vlan, boolean openVswitch) {
    return new NetworkMapping(Kind.BRIDGE, from, Kind.BRIDGE, to, Optional.empty(), vlan, openVswitch);
  }

  private static NetworkMapping toNetwork(Kind kind, String from, String to, Optional<String> portgroup) {
    return new NetworkMapping(kind, NameMatch.exact(from), Kind.NETWORK, to, portgroup, List.of(), false);
  }

  @Test
  void mapsABridge() {
    RuleTester.Run run = mapping(toBridge("xenbr0", "br0")).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void connectsToTheEmulatorsOwnNetwork() {
    mapping(new NetworkMapping(
        Kind.BRIDGE, NameMatch.regex("xenbr.*"), Kind.USER, "", Optional.empty(), List.of(), false)).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <target dev='vif1.0'/>
          <model type='virtio'/>
        </interface>
        """,
        """
        <interface type='user'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <model type='virtio'/>
        </interface>
        """);
  }

  @Test
  void mapsByRegularExpression() {
    mapping(bridge(NameMatch.regex("xenbr(\\d+)"), "br$1", List.of(), false)).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr17'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br17'/>
        </interface>
        """);
  }

  @Test
  void letsTheFirstMatchWin() {
    mapping(toBridge("xenbr0", "first"), bridge(NameMatch.regex("xen.*"), "second", List.of(), false)).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='first'/>
        </interface>
        """);
  }

  @Test
  void mapsABridgeToANetworkWithAPortgroup() {
    mapping(toNetwork(Kind.BRIDGE, "xenbr0", "prod", Optional.of("web"))).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <model type='netfront'/>
        </interface>
        """,
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='prod' portgroup='web'/>
          <model type='netfront'/>
        </interface>
        """);
  }

  @Test
  void mapsANetworkToABridge() {
    mapping(new NetworkMapping(
            Kind.NETWORK, NameMatch.exact("default"), Kind.BRIDGE, "br0", Optional.empty(), List.of(), false)).rewrites(
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='default' portgroup='web'/>
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
  void mapsANetworkToANetwork() {
    mapping(toNetwork(Kind.NETWORK, "xen-net", "prod", Optional.empty())).rewrites(
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='xen-net' portgroup='web'/>
        </interface>
        """,
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='prod' portgroup='web'/>
        </interface>
        """);
  }

  @Test
  void plugsIntoOpenVswitchWithAnAccessVlan() {
    RuleTester.Run run = mapping(bridge(NameMatch.exact("xenbr0"), "ovsbr0", List.of(42), true)).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <vlan>
            <tag id='42'/>
          </vlan>
          <virtualport type='openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void plugsIntoOpenVswitchWithATrunk() {
    RuleTester.Run run = mapping(bridge(NameMatch.exact("xenbr0"), "ovsbr0", List.of(42, 43), true)).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <vlan>
            <tag id='7'/>
          </vlan>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <vlan trunk='yes'>
            <tag id='42'/>
            <tag id='43'/>
          </vlan>
          <virtualport type='openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesTheOpenVswitchPortFromAPlainBridge() {
    RuleTester.Run run = mapping(toBridge("ovsbr0", "br0")).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <vlan>
            <tag id='42'/>
          </vlan>
          <virtualport type='openvswitch'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <vlan>
            <tag id='42'/>
          </vlan>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("VLAN tags on br0");
      assertThat(finding.advice()).contains("Open vSwitch");
    });
  }

  @Test
  void replacesAnotherVirtualport() {
    mapping(bridge(NameMatch.exact("xenbr0"), "ovsbr0", List.of(), true)).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <virtualport type='midonet'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <virtualport type='openvswitch'/>
        </interface>
        """);
  }

  @Test
  void leavesAMappedInterfaceAsItIs() {
    RuleTester.Run run = mapping(bridge(NameMatch.exact("ovsbr0"), "ovsbr0", List.of(42), true)).leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <vlan>
            <tag id='42'/>
          </vlan>
          <virtualport type='openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAnotherBridgeAlone() {
    RuleTester.Run run = mapping(toBridge("xenbr0", "br0")).leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br1'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void doesNotTakeANetworkForABridgeOfItsName() {
    RuleTester.Run run = mapping(toBridge("xenbr0", "br0")).leavesAlone(
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='xenbr0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void notesEachXenBridgeOnce() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("xenbr0");
    });
  }

  @Test
  void reportsABridgeWithTheNameOfACard() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='eth0'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("network card");
      assertThat(finding.advice()).contains("Map the bridge eth0");
    });
  }

  @Test
  void leavesInterfacesWithoutNameAlone() {
    RuleTester.Run run = mapping(bridge(NameMatch.regex(".*"), "br0", List.of(), false)).leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        <interface type='user'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
