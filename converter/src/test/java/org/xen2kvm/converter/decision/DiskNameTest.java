package org.xen2kvm.converter.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskNameTest {
  @ParameterizedTest
  @CsvSource({
    "xvda, xvd, 0, 0",
    "xvdz, xvd, 25, 0",
    "xvdaa, xvd, 26, 0",
    "xvdaz, xvd, 51, 0",
    "xvdba, xvd, 52, 0",
    "xvdzz, xvd, 701, 0",
    "xvdaaa, xvd, 702, 0",
    "xvda1, xvd, 0, 1",
    "xvdaa15, xvd, 26, 15",
    "sda1, sd, 0, 1",
    "hdd, hd, 3, 0",
    "vdb, vd, 1, 0",
    "fda, fd, 0, 0",
    "ubda, ubd, 0, 0",
    "XVDB, xvd, 1, 0",
    "ioemu:hda, hd, 0, 0",
    "/dev/xvda, xvd, 0, 0",
    "ioemu:/dev/hdc, hd, 2, 0",
    "hdc:cdrom, hd, 2, 0",
    "xvda:disk, xvd, 0, 0",
    "' hda ', hd, 0, 0",
    "xvda0, xvd, 0, 0"
  })
  void takesATargetApart(String target, String prefix, int index, int partition) {
    assertThat(DiskName.parse(target)).contains(new DiskName(prefix, index, partition));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", " ", ":", "ioemu:", "/dev/", "xvd", "xvd1", "hd", "nvme0n1", "51712", "xvda-1", "xvdaaaa", "xvda1234", "xvdä",
    "xvda1p2", "mapper/vg-lv"
  })
  void takesNothingElseForADiskName(String target) {
    assertThat(DiskName.parse(target)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, vda", "25, vdz", "26, vdaa", "51, vdaz", "52, vdba", "701, vdzz", "702, vdaaa", "18277, vdzzz"})
  void namesADiskByItsIndex(int index, String name) {
    assertThat(DiskName.of("vd", index)).isEqualTo(name);
  }

  @Test
  void parsesWhatItNames() {
    for (int index = 0; index <= 18_277; index++) {
      assertThat(DiskName.parse(DiskName.of("xvd", index))).contains(new DiskName("xvd", index, 0));
    }
  }

  @Test
  void tellsPartitionsFromDisks() {
    assertThat(new DiskName("xvd", 0, 2).isPartition()).isTrue();
    assertThat(new DiskName("xvd", 0, 0).isPartition()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"virtio, vd", "ide, hd", "fdc, fd", "sata, sd", "scsi, sd", "usb, sd"})
  void knowsThePrefixOfEachBus(String bus, String prefix) {
    assertThat(DiskName.prefixOn(bus)).isEqualTo(prefix);
  }
}
