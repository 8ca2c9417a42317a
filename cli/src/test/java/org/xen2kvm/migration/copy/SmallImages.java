package org.xen2kvm.migration.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Images of a few MiB, which real qemu-img makes and compares. */
final class SmallImages {
  static final int MEBIBYTE = 1 << 20;

  private SmallImages() {}

  /** Makes a sparse raw image of that many MiB, every second one of which holds something. */
  static Path raw(Path file, int mebibytes) {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength((long) mebibytes * MEBIBYTE);
      byte[] bytes = new byte[MEBIBYTE];
      Random random = new Random(mebibytes);
      for (int at = 0; at < mebibytes; at += 2) {
        random.nextBytes(bytes);
        out.seek((long) at * MEBIBYTE);
        out.write(bytes);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void qemuImg(String... arguments) {
    try {
      String[] argv = new String[arguments.length + 1];
      argv[0] = "qemu-img";
      System.arraycopy(arguments, 0, argv, 1, arguments.length);
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static boolean same(Path one, String format, Path other, String otherFormat) {
    qemuImg("compare", "-f", format, "-F", otherFormat, one.toString(), other.toString());
    return Files.exists(one);
  }
}
