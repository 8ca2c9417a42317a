package org.xen2kvm.guestfix.initramfs.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the host's own tools pack, larger than any block and window, comes back byte for byte. */
final class HostCompressorsTest {
  @TempDir private Path work;

  @ParameterizedTest
  @CsvSource({
    "gzip -c, 3", "xz -c --check=crc32 -0, 3", "xz -c --format=lzma -0, 3", "lz4 -q -l -c, 18", "lz4 -q -l -c -9, 3",
    "zstd -q -c -1, 12", "zstd -q -c -3, 12", "zstd -q -c -19, 1", "zstd -q -c --fast=7, 12",
    "zstd -q -c -3 --long=27, 12", "zstd -q -c --ultra -22 --no-check, 1"
  })
  void whatIsPackedComesBack(String command, int mebibytes) throws IOException, InterruptedException {
    List<String> argv = List.of(command.split(" "));
    boolean isThere = Arrays.stream(System.getenv("PATH").split(":")).anyMatch(
        directory -> Files.isExecutable(Path.of(directory, argv.get(0))));
    if (!isThere) {
      System.out.println("skipped: no " + argv.get(0) + " on this host");
    }
    assumeTrue(isThere, "no " + argv.get(0));
    byte[] data = mixedData(mebibytes << 20);
    Path plain = Files.write(work.resolve("plain"), data);
    Path packed = work.resolve("packed");
    Process process = new ProcessBuilder(argv).redirectInput(plain.toFile()).redirectOutput(packed.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();

    byte[] image = Files.readAllBytes(packed);
    try (SegmentInput in = SegmentInput.open(Compression.at(image, 0).orElseThrow(), image, 0)) {
      byte[] unpacked = in.readAllBytes();

      assertThat(Arrays.mismatch(unpacked, data)).isEqualTo(-1);
      assertThat(in.end()).isEqualTo(image.length);
    }
  }

  /** Text, noise, runs, and repetitions from near and far. */
  private static byte[] mixedData(int size) {
    Random random = new Random(3);
    byte[] data = new byte[size];
    int at = 0;
    while (at < size) {
      int length = Math.min(size - at, 1 + random.nextInt(1 << random.nextInt(17)));
      switch (random.nextInt(4)) {
        case 0 -> {
          byte[] noise = new byte[length];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, data, at, length);
        }
        case 1 -> Arrays.fill(data, at, at + length, (byte) random.nextInt(4));
        case 2 -> {
          byte[] words = "udev modprobe virtio_blk: initramfs root=/dev/vda1\n".getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < length; i++) {
            data[at + i] = words[random.nextInt(7) == 0 ? random.nextInt(words.length) : i % words.length];
          }
        }
        default -> {
          int from = random.nextInt(at + 1);
          for (int i = 0; i < length; i++) {
            data[at + i] = data[from + i];
          }
        }
      }
      at += length;
    }
    return data;
  }
}
