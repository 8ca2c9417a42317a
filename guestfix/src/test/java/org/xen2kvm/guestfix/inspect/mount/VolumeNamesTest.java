package org.xen2kvm.guestfix.inspect.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.device.DeviceMap;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;

final class VolumeNamesTest {
  private static final Volume BOOT = new Volume("/dev/sda1", Kind.PARTITION, 0, 1, "ext4", "AAAA-1111", "boot disk", 1);
  private static final Volume MEMBER = new Volume("/dev/sda2", Kind.PARTITION, 0, 2, "LVM2_member", "pv-uuid", "", 1);
  private static final Volume WHOLE = new Volume("/dev/sdb", Kind.WHOLE_DISK, 1, 0, "swap", "cccc", "", 1);
  private static final Volume LOGICAL = new Volume("/dev/my-vg/root", Kind.LOGICAL_VOLUME, -1, 0, "xfs", "dddd", "", 1);
  private static final Volume ARRAY = new Volume("/dev/md127", Kind.MD_ARRAY, -1, 0, "ext4", "eeee", "", 1);
  private static final DeviceMap DISKS = new DeviceMap(List.of(
      new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvdb2", "vdb", true, false)));

  private final VolumeNames names = new VolumeNames(List.of(BOOT, MEMBER, WHOLE, LOGICAL, ARRAY), DISKS);

  @ParameterizedTest
  @CsvSource({
      "UUID=aaaa-1111, /dev/sda1", "UUID=\"AAAA-1111\", /dev/sda1", "'LABEL=\"boot disk\"', /dev/sda1",
      "/dev/disk/by-uuid/AAAA-1111, /dev/sda1", "/dev/disk/by-label/boot\\x20disk, /dev/sda1",
      "/dev/xvda1, /dev/sda1", "/dev/sda1, /dev/sda1", "/dev/hda1, /dev/sda1", "/dev/xvdb2, /dev/sdb",
      "/dev/mapper/my--vg-root, /dev/my-vg/root", "/dev/my-vg/root, /dev/my-vg/root",
      "/dev/md0, /dev/md127", "/dev/md/root, /dev/md127"})
  void everyNameLeadsToItsVolume(String name, String device) {
    assertThat(names.find(name).map(Volume::device)).contains(device);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "UUID=pv-uuid", "UUID=", "LABEL=", "LABEL=other", "PARTUUID=1-01", "/dev/xvdc1", "/dev/xvda9", "/dev/mapper/my-vg-root",
      "/dev/vg/other", "tmpfs", "none", "", "/dev/", "host:/export", "/dev/mapper/", "=", "/dev/../dev/my-vg/root"})
  void noOtherNameDoes(String name) {
    assertThat(names.find(name)).isEmpty();
  }

  @Test
  void oneOfSeveralArraysMustBeNamedExactly() {
    Volume other = new Volume("/dev/md126", Kind.MD_ARRAY, -1, 0, "swap", "ffff", "", 1);
    VolumeNames two = new VolumeNames(List.of(ARRAY, other), DISKS);

    assertThat(two.find("/dev/md126")).contains(other);
    assertThat(two.find("/dev/md0")).isEmpty();
  }

  @Test
  void contentOfAContainerIsFoundUnderTheGuestsName() {
    Volume luks = new Volume("/dev/sda5", Kind.PARTITION, 0, 5, "crypto_LUKS", "1234", "", 1);
    Volume content = new Volume("/dev/mapper/xen2kvm0", Kind.LUKS_CONTENT, -1, 0, "ext4", "5678", "", 1);
    VolumeNames with = new VolumeNames(List.of(luks, content), DISKS).withCrypttab("# name\nxvda5_crypt /dev/xvda5 none luks\n");

    assertThat(with.find("/dev/mapper/xvda5_crypt")).contains(content);
    assertThat(with.find("/dev/mapper/luks-1234")).contains(content);
  }

  @Test
  void guestsNameIsTold() {
    assertThat(names.guestName(BOOT)).isEqualTo("/dev/xvda1");
    assertThat(names.guestName(WHOLE)).isEqualTo("/dev/xvdb2");
    assertThat(names.guestName(LOGICAL)).isEqualTo("/dev/my-vg/root");
    assertThat(new VolumeNames(List.of(BOOT), new DeviceMap(List.of())).guestName(BOOT)).isEqualTo("/dev/sda1");
  }
}
