package org.xen2kvm.guestfix.libguestfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;

/** Names that hold inside the appliance. */
final class DiskLabelTest {
  @Test
  void labelsCountInLetters() {
    assertThat(DiskLabel.of(0).text()).isEqualTo("diska");
    assertThat(DiskLabel.of(25).text()).isEqualTo("diskz");
    assertThat(DiskLabel.of(26).text()).isEqualTo("diskaa");
    assertThat(DiskLabel.of(26 + 26 * 26).text()).isEqualTo("diskaaa");
  }

  @Test
  void whatLiesOnOneDiskIsNamedByIt() {
    assertThat(DiskLabel.device(volume(Kind.WHOLE_DISK, 1, 0))).isEqualTo("/dev/disk/guestfs/diskb");
    assertThat(DiskLabel.device(volume(Kind.PARTITION, 0, 5))).isEqualTo("/dev/disk/guestfs/diska5");
    assertThat(DiskLabel.device(volume(Kind.LOGICAL_VOLUME, -1, 0))).isEqualTo("/dev/vg/root");
  }

  private static Volume volume(Kind kind, int disk, int partition) {
    return new Volume("/dev/vg/root", kind, disk, partition, "ext4", "", "", 1);
  }
}
