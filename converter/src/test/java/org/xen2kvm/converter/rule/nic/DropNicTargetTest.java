package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DropNicTargetTest {
  private final RuleTester tester = RuleTester.of(new DropNicTarget()).in(Frame.PV_DEVICES);

  @Test
  void removesTheNameOfAXenBackend() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='xenbr0'/>
          <target dev='vif1.0'/>
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
  void removesTheNameOfADomainThatDidNotRun() {
    tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target dev='vif-1.0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);
  }

  @Test
  void removesTheNameOfAnEmulatedBackend() {
    tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target dev='web1-emu'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);
  }

  @Test
  void removesTheOtherNamesOfTheGuide() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target dev='vnet0'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target dev='veth0'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target dev='tap1.0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesANameThatLinuxDoesNotAllow() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target dev='production-web01'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("production-web01");
      assertThat(finding.advice()).contains("shorter");
    });
  }

  @Test
  void removesATargetWithoutName() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target/>
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
  void keepsANameThatSomebodyChose() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target dev='dmz-web1'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsAFifteenCharacterName() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <target dev='production-web1'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesDiskTargetsAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <source file='/srv/web1.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
