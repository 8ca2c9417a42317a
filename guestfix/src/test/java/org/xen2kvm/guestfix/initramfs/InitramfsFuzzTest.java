package org.xen2kvm.guestfix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever an image holds, it lists or is refused; nothing else is thrown, and no image takes long. */
final class InitramfsFuzzTest {
  private static final int MUTATIONS = 2_000;

  @Test
  void damagedImageListsOrIsRefused() {
    List<byte[]> images = new ArrayList<>();
    images.add(Fixtures.bytes("tree.cpio"));
    images.add(Fixtures.joined(Fixtures.bytes("tree.cpio"), Fixtures.bytes("tree.cpio.zst")));
    Fixtures.PACKED.forEach(name -> images.add(Fixtures.bytes(name)));
    Random random = new Random(20261120);
    int[] listed = {0};
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] image = damaged(images.get(i % images.size()), random);
      assertTimeout(Duration.ofSeconds(10), () -> {
        try {
          InitramfsContents contents = InitramfsContents.of(image);
          contents.appending();
          contents.listing().appendPoint();
          listed[0]++;
        } catch (InitramfsException e) {
          assertThat(e).hasMessageNotContaining("null");
        }
      });
    }
    assertThat(listed[0]).as("some damage does not show, most does").isBetween(1, MUTATIONS / 2);
  }

  private static byte[] damaged(byte[] image, Random random) {
    byte[] copy = image.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(copy.length);
      switch (random.nextInt(5)) {
        case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> copy[at] = (byte) random.nextInt();
        case 2 -> copy = Arrays.copyOf(copy, at + 1);
        case 3 -> Arrays.fill(copy, at, Math.min(copy.length, at + random.nextInt(16)), (byte) (random.nextInt(3) - 1));
        default -> {
          byte[] twice = Fixtures.joined(Arrays.copyOf(copy, at), copy);
          copy = twice.length > 1 << 20 ? copy : twice;
        }
      }
    }
    return copy;
  }
}
