package org.xen2kvm.guestfix.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DeviceMapTest {
  private final DeviceMap disks = new DeviceMap(List.of(
      new DiskNames(0, "xvda", "vda", false, true), new DiskNames(1, "xvde", "vdb", false, false),
      new DiskNames(2, "xvdf3", "vdc", true, false)));

  private String kvmName(String name) {
    return disks.find(name).map(DeviceMap.Target::kvmName).orElse("");
  }

  @Test
  void namesOfXenAreFoundUnderEitherSpelling() {
    assertThat(kvmName("/dev/xvde2")).isEqualTo("vdb2");
    assertThat(kvmName("hda")).isEqualTo("vda");
    assertThat(kvmName("/dev/sdf3")).isEqualTo("vdc");
    assertThat(kvmName("/dev/xvdf")).isEmpty();
  }

  @Test
  void namesOfKvmMeanTheDiskThatHasThem() {
    assertThat(kvmName("/dev/vdb2")).isEqualTo("vdb2");
    assertThat(kvmName("/dev/vdc")).isEqualTo("vdc");
    assertThat(kvmName("/dev/vde2")).isEmpty();
  }
}
