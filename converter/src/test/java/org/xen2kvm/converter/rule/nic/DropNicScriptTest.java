package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DropNicScriptTest {
  private final RuleTester tester = RuleTester.of(new DropNicScript()).in(Frame.PV_DEVICES);

  @Test
  void removesTheBridgeScript() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <script path='vif-bridge'/>
          <target dev='vif1.0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <target dev='vif1.0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesAScriptWithFullPath() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <script path='/etc/xen/scripts/vif-openvswitch'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsAnUnknownScript() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <script path='/etc/xen/scripts/vif-shaped'/>
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
      assertThat(finding.message()).contains("vif-shaped");
      assertThat(finding.advice()).contains("Look into the script");
    });
  }

  @Test
  void reportsAnEthernetInterfaceThatNothingConnects() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <script path='/etc/qemu-ifup'/>
        </interface>
        """,
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("now nothing connects it");
    });
  }

  @Test
  void takesABridgedEthernetInterfaceForWhatItIs() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <script path='vif-bridge'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesARoutedOneToAnotherRulesReport() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='ethernet'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <script path='vif-route'/>
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
  void removesAScriptWithoutPath() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <script/>
          <downscript path='/bin/false'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAnInterfaceWithoutScriptAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesTheScriptOfADiskAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='block' device='disk'>
          <driver name='qemu' type='raw'/>
          <source dev='/dev/vg0/web1'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
