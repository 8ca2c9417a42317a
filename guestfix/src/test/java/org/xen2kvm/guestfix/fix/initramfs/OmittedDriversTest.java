package org.xen2kvm.guestfix.fix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OmittedDriversTest {
  @ParameterizedTest
  @ValueSource(strings = {"virtio.*", "virtio_blk", "virtio-blk", "virtio", ".*virtio.*", "^(virtio|x)$", "virti.*", ".*",
      "sd_mod",
      "..rt.o_b.k"})
  void wordsThatLeaveVirtioOut(String word) {
    assertThat(OmittedDrivers.hits(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nouveau", "xen.*", "blk", "(a+)+$", "", "*", "v[i]rtio_blk", "virti", "sd"})
  void wordsThatDoNot(String word) {
    assertThat(OmittedDrivers.hits(word)).isFalse();
  }
}
