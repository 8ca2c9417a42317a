package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class OvsScriptToVirtualportTest {
  private final RuleTester tester = RuleTester.of(new OvsScriptToVirtualport()).in(Frame.PV_DEVICES);

  @Test
  void plugsAPlainBridge() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <script path='vif-openvswitch'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <virtualport type='openvswitch'/>
          <script path='vif-openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesTheAccessTagOutOfTheName() {
    tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0.42'/>
          <script path='/etc/xen/scripts/vif-openvswitch'/>
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
          <script path='/etc/xen/scripts/vif-openvswitch'/>
        </interface>
        """);
  }

  @Test
  void takesTheTrunkOutOfTheName() {
    tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0:42:43'/>
          <script path='vif-openvswitch'/>
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
          <script path='vif-openvswitch'/>
        </interface>
        """);
  }

  @Test
  void makesATrunkWithAnUntaggedVlanOfBothForms() {
    tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0.1:2:3'/>
          <script path='vif-openvswitch'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <vlan trunk='yes'>
            <tag id='1' nativeMode='untagged'/>
            <tag id='2'/>
            <tag id='3'/>
          </vlan>
          <virtualport type='openvswitch'/>
          <script path='vif-openvswitch'/>
        </interface>
        """);
  }

  @Test
  void readsTheTagOfAnInterfaceThatHasItsVirtualport() {
    tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0.42'/>
          <virtualport type='openvswitch'/>
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
  }

  @Test
  void keepsAVirtualportAndVlanThatAreThere() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0'/>
          <vlan>
            <tag id='42'/>
          </vlan>
          <virtualport type='openvswitch'/>
          <script path='vif-openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesALinuxBridgeWithADotInItsNameAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0.42'/>
          <script path='vif-bridge'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsATagThatIsNone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0.blue'/>
          <virtualport type='openvswitch'/>
          <script path='vif-openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("cannot be read");
      assertThat(finding.advice()).contains("<vlan>");
    });
  }

  @Test
  void reportsATagThatIsTooHigh() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0:4096'/>
          <virtualport type='openvswitch'/>
          <script path='vif-openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("cannot be read");
    });
  }

  @Test
  void reportsATagBesideAVlan() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='ovsbr0.7'/>
          <vlan>
            <tag id='42'/>
          </vlan>
          <virtualport type='openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("contradict its <vlan>");
    });
  }

  @Test
  void reportsAScriptWithoutABridge() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <script path='vif-openvswitch'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("names no bridge");
    });
  }
}
