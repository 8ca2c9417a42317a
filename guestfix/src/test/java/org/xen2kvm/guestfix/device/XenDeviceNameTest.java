package org.xen2kvm.guestfix.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class XenDeviceNameTest {
  @ParameterizedTest
  @CsvSource({
      "/dev/xvda, xvda", "/dev/xvdaa12, xvdaa12", "/dev/sdb1, sdb1", "/dev/hdc, hdc",
      "/dev/disk/by-path/xen-vbd-51712, xvda", "/dev/disk/by-path/xen-vbd-51712-part2, xvda2",
      "/dev/disk/by-path/xen-vbd-51714, xvda2", "/dev/disk/by-path/xen-vbd-51728-part1, xvdb1",
      "/dev/disk/by-path/xen-vbd-51952, xvdp", "/dev/disk/by-path/xen-vbd-268439552-part1, xvdq1",
      "/dev/disk/by-path/xen-vbd-268442112, xvdaa",
      "/dev/disk/by-path/xen-vbd-2048-part1, sda1", "/dev/disk/by-path/xen-vbd-2065, sdb1",
      "/dev/disk/by-path/xen-vbd-768-part3, hda3", "/dev/disk/by-path/xen-vbd-832, hdb",
      "/dev/disk/by-path/xen-vbd-5632, hdc", "/dev/disk/by-path/xen-vbd-5696-part1, hdd1",
      "/dev/disk/by-path/pci-0000:00:01.1-ide-0:1-part1, hdb1", "/dev/disk/by-path/pci-0000:00:01.1-scsi-1:0:0:0-part2, hdc2",
      "/dev/disk/by-path/pci-0000:00:01.1-ata-1-part1, hda1", "/dev/disk/by-path/pci-0000:00:01.1-ata-2.1, hdd",
      "/dev/disk/by-id/ata-QEMU_HARDDISK_QM00001-part2, hda2", "/dev/disk/by-id/scsi-SATA_QEMU_HARDDISK_QM00002, hdb"})
  void isFoundInEverySpelling(String device, String name) {
    assertThat(XenDeviceName.of(device)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "xvda", "/dev/mapper/xvda1", "/dev/md0", "/dev/vg/sda1", "/dev/xvda1/", "/dev/xvdaaaa1", "/dev/xvda1000",
      "/dev/disk/by-uuid/xvda", "/dev/disk/by-path/xen-vbd-1234", "/dev/disk/by-path/xen-vbd-999999999999",
      "/dev/disk/by-path/pci-0000:00:04.0-scsi-0:0:0:0", "/dev/disk/by-id/ata-QEMU_DVD-ROM_QM00003",
      "/dev/disk/by-id/ata-QEMU_HARDDISK_QM00005", "/dev/disk/by-id/wwn-0x5000c500a0b1c2d3"})
  void isNothingElse(String device) {
    assertThat(XenDeviceName.of(device)).isEmpty();
  }

  @Test
  void numbersBeyondAllDisksAreNone() {
    assertThat(XenDeviceName.of("/dev/disk/by-path/xen-vbd-536870911")).isEmpty();
  }
}
