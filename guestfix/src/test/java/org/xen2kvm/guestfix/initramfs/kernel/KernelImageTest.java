package org.xen2kvm.guestfix.initramfs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.initramfs.kernel.KernelImage.Format;

/** A kernel's header says what it is; a strange one says little. */
final class KernelImageTest {
  @Test
  void bzImageSaysItsRelease() {
    assertThat(KernelImage.of(bzImage("6.1.0-31-amd64 (debian-kernel@lists.debian.org) #1 SMP")))
        .returns(Format.BZIMAGE, KernelImage::format)
        .satisfies(image -> assertThat(image.release()).hasValue("6.1.0-31-amd64"));
    assertThat(KernelImage.of(bzImage("2.6.32-754.el6.x86_64 (mockbuild@x)")).release())
        .hasValue("2.6.32-754.el6.x86_64");
  }

  @Test
  void oddReleaseIsNone() {
    for (String odd : new String[] {"", " x", "../../etc x", ".hidden x", "a".repeat(70) + " x", "a\1b x"}) {
      assertThat(KernelImage.of(bzImage(odd)).release()).as(odd).isEmpty();
    }
  }

  @Test
  void xenLinuxKernelIsABareOrPackedElf() throws IOException {
    byte[] elf = new byte[4096];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elf, 0, 7);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(elf);
    }

    assertThat(KernelImage.of(elf).format()).isEqualTo(Format.ELF);
    assertThat(KernelImage.of(packed.toByteArray()).format()).isEqualTo(Format.GZIPPED_ELF);
  }

  @Test
  void anythingElseIsUnknown() {
    Random random = new Random(1);
    byte[] image = bzImage("6.1.0 x");
    for (int i = 0; i < 2000; i++) {
      byte[] noise = i % 2 == 0 ? Arrays.copyOf(image, random.nextInt(image.length)) : image.clone();
      for (int j = 0; j < 4 && noise.length > 0; j++) {
        noise[random.nextInt(Math.min(noise.length, 0x240))] = (byte) random.nextInt();
      }
      assertThat(KernelImage.of(noise)).isNotNull();
    }
    assertThat(KernelImage.of(new byte[0]).format()).isEqualTo(Format.UNKNOWN);
    assertThat(KernelImage.of(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0}).format()).isEqualTo(Format.UNKNOWN);
    assertThat(KernelImage.of(new byte[65536]).format()).isEqualTo(Format.UNKNOWN);
  }

  private static byte[] bzImage(String banner) {
    byte[] image = new byte[KernelImage.ENOUGH];
    put(image, 0x1FE, 0xAA55, 2);
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, image, 0x202, 4);
    put(image, 0x206, 0x20c, 2);
    put(image, 0x20E, 0x3000, 2);
    System.arraycopy(banner.getBytes(StandardCharsets.US_ASCII), 0, image, 0x3200, banner.length());
    return image;
  }

  private static void put(byte[] image, int offset, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      image[offset + i] = (byte) (value >>> (8 * i));
    }
  }
}
