package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class PlainTargetNameTest {
  private final RuleTester tester = RuleTester.of(new PlainTargetName()).in(Frame.HVM_DEVICES);

  @ParameterizedTest
  @CsvSource({"ioemu:hda, hda", "/dev/xvda, xvda", "ioemu:/dev/hdb, hdb", "xvda:disk, xvda"})
  void stripsWhatXenToolsPutAroundTheName(String wrapped, String plain) {
    String disk =
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='%s'/>
        </disk>
        """;
    RuleTester.Run run = tester.rewrites(disk.formatted(wrapped), disk.formatted(plain));
    assertThat(run.changes()).hasSize(1);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void makesACdDriveOfTheSuffix() {
    RuleTester.Run run = tester.rewrites(
        """
        <disk type='file'>
          <source file='/srv/a.iso'/>
          <target dev='hdc:cdrom'/>
          <readonly/>
        </disk>
        """,
        """
        <disk type='file' device='cdrom'>
          <source file='/srv/a.iso'/>
          <target dev='hdc'/>
          <readonly/>
        </disk>
        """);
    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void leavesTheDeviceOfADriveAlone() {
    tester.rewrites(
        """
        <disk type='file' device='floppy'>
          <target dev='ioemu:fda'/>
        </disk>
        """,
        """
        <disk type='file' device='floppy'>
          <target dev='fda'/>
        </disk>
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hda", "xvda", "xvda1", "sda", "", "ioemu:", "/dev/", ":"})
  void leavesPlainAndEmptyNamesAlone(String dev) {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.img'/>
          <target dev='%s'/>
        </disk>
        """.formatted(dev));
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesATargetWithoutNameAlone() {
    tester.leavesAlone("<disk type='file' device='disk'><source file='/srv/a.img'/><target/></disk>");
    tester.leavesAlone("<interface type='bridge'><target dev='ioemu:hda'/></interface>");
  }
}
