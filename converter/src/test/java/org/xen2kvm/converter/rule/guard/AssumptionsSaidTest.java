package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class AssumptionsSaidTest {
  private final RuleTester tester = RuleTester.of(new AssumptionsSaid()).in(Frame.PV_DEVICES);

  @Test
  void saysWhatIsAssumedForDisks() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("virtio-blk");
    });
  }

  @Test
  void saysWhatIsAssumedForInterfaces() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <source bridge='br0'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("virtio-net");
    });
  }

  @Test
  void saysBothOnce() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        <interface type='bridge'>
          <source bridge='br0'/>
        </interface>
        """);

    assertThat(run.findings()).hasSize(2).allMatch(finding -> finding.severity() == Severity.NOTE);
  }

  @Test
  void saysNothingAboutWhatIsNotThere() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <input type='mouse' bus='xen'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void saysNothingWhenFactsAreKnown() {
    RuleTester.Run run = tester.with(GuestFacts.of(OperatingSystem.LINUX).withVirtio(true)).leavesAlone(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        <interface type='bridge'>
          <source bridge='br0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void saysNothingWhenThePolicyDecides() {
    RuleTester.Run run = tester.with(Policy.builder().diskBus("virtio").nicModel("e1000").build()).leavesAlone(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        <interface type='bridge'>
          <source bridge='br0'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void saysNothingAboutTheDisksOfAnEmulatedController() {
    RuleTester.Run run = tester.in(Frame.HVM_DEVICES).leavesAlone(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='hda' bus='ide'/>
        </disk>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void saysThatWindowsGetsNoVirtio() {
    RuleTester.Run run = tester.in(Frame.HVM_DEVICES).with(GuestFacts.of(OperatingSystem.WINDOWS)).leavesAlone(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);

    assertThat(run.messages()).singleElement().asString().contains("Windows", "virtio-blk");
  }

  @Test
  void saysNothingInTheGuidesProfile() {
    RuleTester.Run run = tester.with(Policy.guide()).leavesAlone(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
