package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What a guest writes to its disk, made by QEMU's own tool. */
final class GuestWrites {
  private GuestWrites() {}

  /** Writes a sector full of a byte into a qcow2 image. */
  static void write(Path image, int offset, int value) {
    try {
      Process process = new ProcessBuilder("qemu-io", "-f", "qcow2", "-c", "write -P " + value + " " + offset + " 512",
          image.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      assertThat(process.waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
