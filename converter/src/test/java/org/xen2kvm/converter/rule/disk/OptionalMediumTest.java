package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class OptionalMediumTest {
  private final RuleTester tester = RuleTester.of(new OptionalMedium()).in(Frame.HVM_DEVICES);

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "file | cdrom | file='/srv/a.iso' | hdc",
    "block | cdrom | dev='/dev/sr0' | hdc",
    "volume | cdrom | pool='p' volume='a.iso' | hdc",
    "file | floppy | file='/srv/a.img' | fda"
  })
  void letsTheMediumBeAbsent(String type, String device, String source, String dev) {
    String disk = "<disk type='" + type + "' device='" + device + "'>"
        + "<source " + source + "%s/><target dev='" + dev + "'/></disk>";
    RuleTester.Run run = tester.rewrites(disk.formatted(""), disk.formatted(" startupPolicy='optional'"));
    assertThat(run.changes()).hasSize(1);
  }

  @Test
  void knowsADriveByItsName() {
    tester.rewrites(
        """
        <disk type='file'>
          <source file='/srv/a.iso'/>
          <target dev='hdc:cdrom'/>
        </disk>
        """,
        """
        <disk type='file'>
          <source file='/srv/a.iso' startupPolicy='optional'/>
          <target dev='hdc:cdrom'/>
        </disk>
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<disk type='file' device='disk'><source file='/srv/a.img'/><target dev='hda' bus='ide'/></disk>",
    "<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/></disk>",
    "<disk type='file' device='cdrom'><source/><target dev='hdc' bus='ide'/></disk>",
    "<disk type='file' device='cdrom'><source file='/a' startupPolicy='mandatory'/><target dev='hdc'/></disk>",
    "<disk type='network' device='cdrom'><source protocol='http' name='a'/><target dev='hdc' bus='ide'/></disk>",
    "<disk type='dir' device='floppy'><source dir='/srv'/><target dev='fda'/></disk>"
  })
  void leavesHardDisksEmptyDrivesAndDecidedOnesAlone(String disk) {
    tester.leavesAlone(disk);
  }
}
