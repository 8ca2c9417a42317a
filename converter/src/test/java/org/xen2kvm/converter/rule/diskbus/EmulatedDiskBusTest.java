package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class EmulatedDiskBusTest {
  private static final String DISK =
      """
      <disk type='block' device='disk'>
        <source dev='/dev/vg/%1$s'/>
        <target dev='%1$s' bus='%2$s'/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new EmulatedDiskBus()).in(Frame.HVM_DEVICES);

  private static String disk(String source, String dev, String bus) {
    return DISK.formatted(dev, bus).replace("/dev/vg/" + dev, "/dev/vg/" + source);
  }

  @ParameterizedTest
  @CsvSource({"hda, ide", "sda, scsi", "sda, sata", "sda, usb", "vda, virtio"})
  void keepsTheHardwareThatTheGuestSaw(String dev, String bus) {
    assertThat(tester.leavesAlone(disk("a", dev, bus)).findings()).isEmpty();
  }

  @Test
  void saysTheBusThatTheNameMeans() {
    tester.rewrites(
        "<disk type='file'><source file='/srv/a.img'/><target dev='hda'/></disk>",
        "<disk type='file'><source file='/srv/a.img'/><target dev='hda' bus='ide'/></disk>");
    tester.rewrites(
        "<disk type='file'><source file='/srv/a.img'/><target dev='sda'/></disk>",
        "<disk type='file'><source file='/srv/a.img'/><target dev='sda' bus='scsi'/></disk>");
    tester.rewrites(
        "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='xvda'/></disk>",
        "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='vda' bus='virtio'/></disk>");
  }

  @Test
  void movesDisksThatOnlyXensDriverSawToVirtio() {
    RuleTester.Run run = tester.rewrites(disk("a", "xvda", "xen"), disk("a", "vda", "virtio"));
    assertThat(run.findings()).as("the assumption is guest-facts-assumed's to tell").isEmpty();
  }

  @Test
  void keepsHdaBesideXvda() {
    tester.rewrites(
        disk("a", "hda", "ide") + disk("b", "xvda", "xen"), disk("a", "hda", "ide") + disk("b", "vda", "virtio"));
  }

  @Test
  void putsXenDisksOfWindowsOnIde() {
    RuleTester.Run run = tester.with(GuestFacts.of(OperatingSystem.WINDOWS))
        .rewrites(disk("a", "xvda", "xen"), disk("a", "hda", "ide"));
    assertThat(run.changes().get(0).reason()).contains("nothing says that the guest has a virtio-blk driver");
  }

  @Test
  void usesSataOnAMachineWithoutIde() {
    Policy q35 = Policy.builder().machine("q35").build();
    RuleTester.Run run = tester.with(q35).rewrites(disk("a", "hda", "ide"), disk("a", "sda", "sata"));
    assertThat(run.changes().get(0).reason()).contains("q35");
  }

  @Test
  void movesEverythingToVirtioWhereItIsKnownToBeThere() {
    tester.with(GuestFacts.of(OperatingSystem.LINUX).withVirtio(true)).rewrites(
        disk("a", "hda", "ide") + disk("b", "hdb", "ide"), disk("a", "vda", "virtio") + disk("b", "vdb", "virtio"));
  }

  @Test
  void followsThePolicy() {
    Policy policy = Policy.builder().diskBus("virtio").build();
    RuleTester.Run run = tester.with(policy).rewrites(disk("a", "hda", "ide"), disk("a", "vda", "virtio"));
    assertThat(run.changes().get(0).reason()).contains("policy");
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void saysWhenThePolicysBusIsNotThere() {
    Policy policy = Policy.builder().machine("q35").diskBus("ide").build();
    RuleTester.Run run = tester.with(policy).rewrites(disk("a", "hda", "ide"), disk("a", "sda", "sata"));
    assertThat(run.changes().get(0).reason()).contains("ide, which the machine has not; sata");
  }

  @Test
  void leavesDrivesAndParavirtualGuestsAlone() {
    tester.leavesAlone("<disk type='file' device='cdrom'><target dev='hdc'/></disk>");
    tester.leavesAlone("<disk type='file' device='floppy'><target dev='fda'/></disk>");
    tester.in(Frame.PV_DEVICES).leavesAlone(disk("a", "hda", "ide"));
  }
}
