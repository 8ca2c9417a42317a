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
import org.xen2kvm.guestfix.initramfs.kernel.KernelImage.Width;

/** A kernel's header says what it is; a strange one says little. */
final class KernelImageTest {
  @Test
  void bzImageSaysReleaseWidthAndEfi() {
    assertThat(KernelImage.of(bzImage(0x20f, 1, "6.1.0-31-amd64 (debian-kernel@lists.debian.org) #1 SMP", true)))
        .returns(Format.BZIMAGE, KernelImage::format)
        .returns(Width.BITS_64, KernelImage::width)
        .returns(true, KernelImage::isEfiProgram)
        .satisfies(image -> assertThat(image.release()).hasValue("6.1.0-31-amd64"));
    assertThat(KernelImage.of(bzImage(0x20c, 0, "3.10.0 (x)", false)))
        .returns(Width.BITS_32, KernelImage::width)
        .returns(false, KernelImage::isEfiProgram);
  }

  @Test
  void oldBzImageDoesNotSayItsWidth() {
    assertThat(KernelImage.of(bzImage(0x20a, 0xffff, "2.6.32-754.el6.x86_64 (mockbuild@x)", false)))
        .returns(Width.UNSAID, KernelImage::width)
        .satisfies(image -> assertThat(image.release()).hasValue("2.6.32-754.el6.x86_64"));
  }

  @Test
  void oddReleaseIsNone() {
    for (String odd : new String[] {"", " x", "../../etc x", ".hidden x", "a".repeat(70) + " x", "a\1b x"}) {
      assertThat(KernelImage.of(bzImage(0x20c, 1, odd, true)).release()).as(odd).isEmpty();
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

    assertThat(KernelImage.of(elf)).returns(Format.ELF, KernelImage::format).returns(Width.BITS_64, KernelImage::width);
    assertThat(KernelImage.of(packed.toByteArray())).returns(Format.GZIPPED_ELF, KernelImage::format)
        .returns(Width.BITS_64, KernelImage::width);
  }

  @Test
  void anythingElseIsUnknown() {
    Random random = new Random(1);
    byte[] image = bzImage(0x20f, 1, "6.1.0 x", true);
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

  private static byte[] bzImage(int protocol, int loadFlags, String banner, boolean efi) {
    byte[] image = new byte[KernelImage.ENOUGH];
    put(image, 0x1FE, 0xAA55, 2);
    System.arraycopy("HdrS".getBytes(StandardCharsets.US_ASCII), 0, image, 0x202, 4);
    put(image, 0x206, protocol, 2);
    put(image, 0x20E, 0x3000, 2);
    put(image, 0x236, loadFlags, 2);
    System.arraycopy(banner.getBytes(StandardCharsets.US_ASCII), 0, image, 0x3200, banner.length());
    if (efi) {
      System.arraycopy("MZ".getBytes(StandardCharsets.US_ASCII), 0, image, 0, 2);
      put(image, 0x3C, 0x40, 4);
      System.arraycopy("PE".getBytes(StandardCharsets.US_ASCII), 0, image, 0x40, 2);
    }
    return image;
  }

  private static void put(byte[] image, int offset, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      image[offset + i] = (byte) (value >>> (8 * i));
    }
  }
}
