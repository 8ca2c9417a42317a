package org.xen2kvm.migration.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.ImageInfo;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.runner.disk.ImageAnswer;
import org.xen2kvm.runner.disk.ImageLayer;
import org.xen2kvm.runner.disk.ImageReader;

/**
 * Reads images for {@code runner.disk} with the qemu-img of {@code guestfix}: the two know each other only here (ADR 22). Where
 * qemu-img is not installed, or somebody interrupts it, it throws {@link GuestDisksException}.
 */
public final class QemuImages implements ImageReader {
  private final QemuImg qemuImg;

  public QemuImages(QemuImg qemuImg) {
    this.qemuImg = qemuImg;
  }

  @Override
  public ImageAnswer read(Path file, String format) {
    Optional<DiskFormat> known = DiskFormat.named(format);
    if (known.isEmpty()) {
      return new ImageAnswer.Bad("The format " + format + " is not known");
    }
    try {
      List<ImageLayer> layers = new ArrayList<>();
      for (ImageInfo info : qemuImg.chain(new DiskImage(file, known.get()))) {
        layers.add(new ImageLayer(info.image().file(), info.image().format().qemuName(), info.virtualSize(), info.actualSize(),
            info.dirty(), info.encrypted(), info.snapshots()));
      }
      return new ImageAnswer.Read(layers);
    } catch (GuestDisksException e) {
      String words = withoutPath(String.valueOf(e.getMessage()), file);
      return switch (e.reason()) {
        case IN_USE -> new ImageAnswer.InUse(words);
        case BAD_IMAGE, FAILED -> new ImageAnswer.Bad(words);
        default -> throw e;
      };
    }
  }

  /** Whoever tells of the image names it, so that a path in front of the words would be there twice; another image's stays. */
  private static String withoutPath(String words, Path file) {
    String path = file.toAbsolutePath().normalize() + " ";
    return words.startsWith(path) ? "The image " + words.substring(path.length()) : words;
  }
}
