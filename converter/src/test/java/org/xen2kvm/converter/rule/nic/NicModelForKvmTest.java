package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.GuestOs;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NicModelForKvmTest {
  private final RuleTester pv = RuleTester.of(new NicModelForKvm()).in(Frame.PV_DEVICES);
  private final RuleTester hvm = RuleTester.of(new NicModelForKvm()).in(Frame.HVM_DEVICES);
  private final RuleTester linux = hvm.with(GuestFacts.of(OperatingSystem.LINUX));
  private final RuleTester windows = hvm.with(Policy.builder().guestOs(GuestOs.WINDOWS).build());

  @Test
  void addsVirtioForAParavirtualGuest() {
    RuleTester.Run run = pv.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <script path='vif-bridge'/>
          <target dev='vif1.0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <script path='vif-bridge'/>
          <target dev='vif1.0'/>
          <model type='virtio'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void addsTheModelToEachKindOfInterface() {
    pv.rewrites(
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='default'/>
          <driver queues='2'/>
        </interface>
        <interface type='user'>
          <mac address='00:16:3e:1a:2b:3c'/>
        </interface>
        <interface type='direct'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source dev='eth0' mode='bridge'/>
        </interface>
        """,
        """
        <interface type='network'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source network='default'/>
          <model type='virtio'/>
          <driver queues='2'/>
        </interface>
        <interface type='user'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <model type='virtio'/>
        </interface>
        <interface type='direct'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source dev='eth0' mode='bridge'/>
          <model type='virtio'/>
        </interface>
        """);
  }

  @Test
  void givesAParavirtualGuestVirtioWhateverItsModel() {
    RuleTester.Run run = pv.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='fakemodel'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void givesAParavirtualGuestWithoutVirtioDriverACard() {
    pv.with(GuestFacts.unknown().withVirtio(false)).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        """);
  }

  @Test
  void replacesNetfrontInAFullyVirtualGuest() {
    RuleTester.Run run = hvm.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='netfront'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void replacesNetfrontByACardForWindows() {
    RuleTester.Run run = windows.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='netfront'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void replacesTheCardOfALinuxGuest() {
    RuleTester.Run run = linux.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='rtl8139'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void writesXensDefaultDown() {
    RuleTester.Run run = windows.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='rtl8139'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void replacesAnUnknownModel() {
    RuleTester.Run run = hvm.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='fakemodel'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("fakemodel");
      assertThat(finding.advice()).contains("choose a model");
    });
  }

  @Test
  void writesOtherNamesOfVirtioAsLibvirtDoes() {
    RuleTester.Run run = hvm.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio-net'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void obeysThePolicy() {
    RuleTester.Run run = pv.with(Policy.builder().nicModel("e1000e").build()).rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000e'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000e'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void fillsAnEmptyModelAndRemovesASecondOne() {
    RuleTester.Run run = pv.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model/>
          <model type='e1000'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsTheCardOfWindows() {
    RuleTester.Run run = windows.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='pcnet'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsTheCardOfALinuxGuestWithoutVirtio() {
    RuleTester.Run run = hvm.with(GuestFacts.of(OperatingSystem.LINUX).withVirtio(false)).leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsTheCardOfAnUnknownGuestAndNotesItOnce() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("keep the emulated model e1000");
    });
  }

  @Test
  void keepsVirtio() {
    RuleTester.Run run = hvm.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='virtio-transitional'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAPassedThroughInterfaceAlone() {
    RuleTester.Run run = pv.leavesAlone(
        """
        <interface type='hostdev'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source>
            <address type='pci' domain='0x0000' bus='0x03' slot='0x10' function='0x0'/>
          </source>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
