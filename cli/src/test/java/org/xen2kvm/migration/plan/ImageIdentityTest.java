package org.xen2kvm.migration.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageIdentityTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void isTheSameForTheSameDiskAndAnotherAfterAnyWrite() throws IOException {
    Path image = Files.write(folder.resolve("a.img"), new byte[3 << 20]);
    ImageIdentity before = ImageIdentity.of(image);
    FileTime time = Files.getLastModifiedTime(image);

    assertThat(ImageIdentity.of(image)).isEqualTo(before);
    Files.setLastModifiedTime(image, FileTime.fromMillis(time.toMillis() + 1));
    assertThat(ImageIdentity.of(image)).as("a later write").isNotEqualTo(before);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.write(1);
    }
    Files.setLastModifiedTime(image, time);
    assertThat(ImageIdentity.of(image)).as("another start").isNotEqualTo(before);
  }

  @Test
  void neverOpensAPipeOrADevice() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> ImageIdentity.of(pipe)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> ImageIdentity.of(Path.of("/dev/zero"))).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> ImageIdentity.of(folder)).isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> ImageIdentity.of(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class);
  }
}
