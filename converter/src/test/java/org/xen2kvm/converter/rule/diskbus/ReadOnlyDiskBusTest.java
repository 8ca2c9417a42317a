package org.xen2kvm.converter.rule.diskbus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ReadOnlyDiskBusTest {
  private static final String DISK =
      """
      <disk type='file' device='disk'>
        <source file='/srv/%s.img'/>
        <target dev='%s' bus='%s'/>
        <readonly/>
      </disk>
      """;

  private final RuleTester tester = RuleTester.of(new ReadOnlyDiskBus()).in(Frame.HVM_DEVICES);

  @ParameterizedTest
  @CsvSource({"hdb, ide", "sdb, sata"})
  void movesToVirtio(String dev, String bus) {
    RuleTester.Run run = tester.rewrites(DISK.formatted("a", dev, bus), DISK.formatted("a", "vda", "virtio"));
    assertThat(run.changes()).hasSize(2);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void movesToScsiWithoutVirtio() {
    tester.with(GuestFacts.of(OperatingSystem.WINDOWS))
        .rewrites(DISK.formatted("a", "hdb", "ide"), DISK.formatted("a", "sdb", "scsi"));
  }

  @Test
  void leavesOtherBusesDrivesAndWritableDisksAlone() {
    tester.leavesAlone(DISK.formatted("a", "sda", "scsi"));
    tester.leavesAlone(DISK.formatted("a", "xvda", "xen"));
    tester.leavesAlone(DISK.formatted("a", "hda", "ide").replace("  <readonly/>\n", ""));
    tester.leavesAlone(DISK.formatted("a", "hdc", "ide").replace("'disk'", "'cdrom'"));
  }
}
