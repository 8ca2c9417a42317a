package org.xen2kvm.converter.rule.disksetting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class AttributesOfTheBusTest {
  private final RuleTester tester = RuleTester.of(new AttributesOfTheBus()).in(Frame.HVM_DEVICES);

  private static String disk(String dev, String bus, String driver, String more) {
    return "<disk type='file' device='disk'><driver name='qemu' type='raw'" + driver
        + "/><source file='/srv/a.img'/><target dev='" + dev + "' bus='" + bus + "'/>" + more + "</disk>";
  }

  private static String ide(String driver, String more) {
    return disk("hda", "ide", driver, more);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " cache='writeback'", " cache='writethrough'", " cache='unsafe'"})
  void switchesTheCacheOffForNativeIo(String cache) {
    String after = cache.isEmpty() ? " io='native' cache='none'" : " cache='none' io='native'";
    RuleTester.Run run = tester.rewrites(ide(cache + " io='native'", ""), ide(after, ""));
    assertThat(run.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    " cache='none' io='native'", " cache='directsync' io='native'", " cache='writeback' io='threads'", " io='io_uring'"
  })
  void leavesCachesThatFitAlone(String driver) {
    tester.leavesAlone(ide(driver, ""));
  }

  @Test
  void sharesRawImagesOnly() {
    String qcow2 = ide("", "<shareable/>").replace("raw", "qcow2");
    RuleTester.Run run = tester.rewrites(qcow2, qcow2.replace("<shareable/>", ""));
    assertThat(run.findings()).singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
    assertThat(tester.leavesAlone(ide("", "<shareable/>")).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"bytes_sec", "iops_sec", "bytes_sec_max", "iops_sec_max_length"})
  void keepsTheTotalOfMixedLimits(String unit) {
    String total = "<total_" + unit + ">100</total_" + unit + ">";
    String parts = "<read_" + unit + ">10</read_" + unit + "><write_" + unit + ">20</write_" + unit + ">";
    RuleTester.Run run = tester.rewrites(
        ide("", "<iotune>" + total + parts + "</iotune>"), ide("", "<iotune>" + total + "</iotune>"));
    assertThat(run.findings()).hasSize(1);
    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void leavesLimitsOfDifferentKindsAlone() {
    tester.leavesAlone(
        ide("", "<iotune><total_bytes_sec>100</total_bytes_sec><read_iops_sec>10</read_iops_sec></iotune>"));
  }

  @Test
  void presentsADirectoryAsAReadOnlyFatDisk() {
    RuleTester.Run run = tester.rewrites(
        """
        <disk type='dir' device='floppy'>
          <source dir='/srv'/>
          <target dev='fdb' bus='fdc'/>
        </disk>
        """,
        """
        <disk type='dir' device='floppy'>
          <driver name='qemu' type='fat'/>
          <source dir='/srv'/>
          <target dev='fdb' bus='fdc'/>
          <readonly/>
        </disk>
        """);
    assertThat(run.findings()).hasSize(1);
    String disk = "<disk type='dir'><driver name='qemu' type='%s'/><source dir='/s'/><target dev='vda'/>"
        + "<readonly/></disk>";
    tester.rewrites(disk.formatted("raw"), disk.formatted("fat"));
  }

  @ParameterizedTest
  @CsvSource({"rawio='yes'", "sgio='filtered'", "sgio='unfiltered'", "model='virtio'"})
  void takesScsiAndVirtioSettingsOffOtherDisks(String attribute) {
    tester.rewrites(ide("", "").replace("device='disk'", "device='disk' " + attribute), ide("", ""));
  }

  @Test
  void keepsWhatALunTakes() {
    String lun = "<disk type='block' device='lun'%s><source dev='/dev/sdq'/><target dev='sda' bus='scsi'/></disk>";
    tester.leavesAlone(lun.formatted(" rawio='yes' sgio='filtered'"));
    tester.rewrites(lun.formatted(" sgio='unfiltered'"), lun.formatted(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "ioeventfd='on'", "event_idx='on'", "iothread='1'", "queues='2'", "queue_size='256'", "packed='on'"
  })
  void keepsVirtioSettingsOnVirtioOnly(String setting) {
    tester.rewrites(ide(" " + setting, ""), ide("", ""));
    tester.leavesAlone(disk("vda", "virtio", " " + setting, ""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "vda | virtio | <wwn>5000c50015ea71aa</wwn> | 1",
    "sda | sata | <wwn>5000c50015ea71aa</wwn> | 1",
    "hda | ide | <vendor>ACME</vendor> | 0",
    "vda | virtio | <product>DISK</product> | 0",
    "sda | usb | <geometry cyls='1' heads='16' secs='63'/> | 0"
  })
  void dropsElementsThatTheBusDoesNotKnow(String dev, String bus, String element, int findings) {
    RuleTester.Run run = tester.rewrites(disk(dev, bus, "", element), disk(dev, bus, "", ""));
    assertThat(run.findings()).hasSize(findings);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "hda | ide | <wwn>5000c50015ea71aa</wwn>",
    "sda | scsi | <wwn>5000c50015ea71aa</wwn>",
    "sda | scsi | <vendor>ACME</vendor>",
    "vda | virtio | <serial>WD-1</serial>",
    "hda | ide | <geometry cyls='1' heads='16' secs='63' trans='lba'/>",
    "vda | virtio | <geometry cyls='1' heads='16' secs='63'/>",
    "vda | virtio | <blockio logical_block_size='512' physical_block_size='4096'/>",
    "vda | virtio | <transient/>"
  })
  void keepsElementsThatTheBusKnows(String dev, String bus, String element) {
    assertThat(tester.leavesAlone(disk(dev, bus, "", element)).findings()).isEmpty();
  }

  @Test
  void dropsTheTranslationOfAGeometryOffIde() {
    tester.rewrites(
        disk("vda", "virtio", "", "<geometry cyls='1' heads='16' secs='63' trans='lba'/>"),
        disk("vda", "virtio", "", "<geometry cyls='1' heads='16' secs='63'/>"));
  }

  @ParameterizedTest
  @CsvSource({
    "hda, ide, removable='on'", "vda, virtio, removable='on'", "vda, virtio, rotation_rate='7200'",
    "sda, usb, rotation_rate='1'", "hda, ide, tray='open'"
  })
  void dropsTargetSettingsThatTheBusDoesNotKnow(String dev, String bus, String setting) {
    String plain = disk(dev, bus, "", "");
    tester.rewrites(plain.replace("bus='" + bus + "'", "bus='" + bus + "' " + setting), plain);
  }

  @ParameterizedTest
  @CsvSource({"sda, usb, removable='on'", "hda, ide, rotation_rate='7200'", "sda, sata, rotation_rate='1'"})
  void keepsTargetSettingsThatTheBusKnows(String dev, String bus, String setting) {
    tester.leavesAlone(disk(dev, bus, "", "").replace("bus='" + bus + "'", "bus='" + bus + "' " + setting));
  }

  @Test
  void copiesNothingIntoReadOnlyImages() {
    tester.rewrites(
        disk("vda", "virtio", " copy_on_read='on'", "<readonly/>"), disk("vda", "virtio", "", "<readonly/>"));
    tester.leavesAlone(disk("vda", "virtio", " copy_on_read='on'", ""));
  }

  @Test
  void dropsTheSerialNumberOfAFloppy() {
    String floppy = "<disk type='file' device='floppy'><source file='/srv/a'/><target dev='fda' bus='fdc'/>%s</disk>";
    tester.rewrites(floppy.formatted("<serial>1</serial>"), floppy.formatted(""));
  }

  @Test
  void toleratesDisksThatLackEverything() {
    tester.leavesAlone("<disk/>");
    tester.leavesAlone("<disk type='file' device='cdrom'><target dev='hdc' bus='ide' tray='open'/></disk>");
    tester.leavesAlone("<disk type='file'><source file='/a'/><iotune/><target dev='hda' bus='ide'/></disk>");
  }
}
