package org.xen2kvm.migration.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.runner.disk.ImageAnswer;

/** What qemu-img says of an image is told by somebody who has named the image already. */
final class QemuImagesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void answersDoNotNameTheImageAgain() {
    assertThat(new QemuImages(new QemuImg()).read(folder.resolve("x/../absent.raw"), "raw"))
        .isEqualTo(new ImageAnswer.Bad("The image does not exist"));
  }
}
