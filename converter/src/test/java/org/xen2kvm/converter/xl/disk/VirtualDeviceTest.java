package org.xen2kvm.converter.xl.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VirtualDeviceTest {
  @ParameterizedTest
  @CsvSource({
    "xvda, xvda", "xvdaa, xvdaa", "xvda1, xvda1", "hdc, hdc", "sda16, sda16", "vda, vda", "ioemu:hda, hda", "/dev/xvdb, xvdb",
    "XVDA, xvda"
  })
  void takesNamesAsTheyAre(String vdev, String name) {
    assertThat(VirtualDevice.of(vdev)).contains(new VirtualDevice(name, false));
  }

  /** xen-vbd-interface(7) has the encoding; 51712 is the number of xvda that Xen's tools print most. */
  @ParameterizedTest
  @CsvSource({
    "51712, xvda", "0xca00, xvda", "51713, xvda1", "51728, xvdb", "0145000, xvda",
    "0x301, hda1", "769, hda1", "768, hda", "832, hdb", "5632, hdc", "5696, hdd", "5633, hdc1",
    "2048, sda", "2064, sdb", "2049, sda1",
    "268439552, xvdq", "0x10001001, xvdq1",
    "0x0, xvda", "0x3, xvdd", "0, xvda", "1, xvdb",
    "d0p0, xvda", "d0p1, xvda1", "d1p0, xvdb", "d26p15, xvdaa15", "d0x1p2, xvdb2"
  })
  void decodesNumbers(String vdev, String name) {
    assertThat(VirtualDevice.of(vdev)).contains(new VirtualDevice(name, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "raw", "sr0", "w", "99999999999", "0x", "-1", "+1", "08", "d0", "d0p", "dp1", "d0p256", "d99999999p1", "4294967296", "896",
    "8448", "xvd", "hda1x", "\u0661", "0x\u0661", "2147483648"
  })
  void knowsNoOther(String vdev) {
    assertThat(VirtualDevice.of(vdev)).isEmpty();
  }
}
