package org.xen2kvm.guestfix.image;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;

/** What qemu-img's JSON says of an image. */
final class QemuImgAnswer {
  private final DiskImage image;
  private final Map<?, ?> told;

  private QemuImgAnswer(DiskImage image, Map<?, ?> told) {
    this.image = image;
    this.told = told;
  }

  /** What {@code info} answered. */
  static ImageInfo info(DiskImage image, String output) {
    return read(image, output, QemuImgAnswer::info);
  }

  /** The bytes that a copy needs, as {@code measure} answered. */
  static long required(DiskImage image, String output) {
    return read(image, output, answer -> number(answer.told.get("required")));
  }

  private static <T> T read(DiskImage image, String output, Reading<T> reading) {
    try {
      return reading.of(new QemuImgAnswer(image, Json.object(output)));
    } catch (IOException | ClassCastException odd) {
      throw new GuestDisksException(Reason.FAILED, "qemu-img's answer about " + image + " is odd: " + odd.getMessage(), odd);
    }
  }

  private ImageInfo info() throws IOException {
    Map<?, ?> specific = map(map(told.get("format-specific")).get("data"));
    refuseOtherFiles(specific);
    String name = text(told.get("full-backing-filename"), text(told.get("backing-filename"), null));
    return new ImageInfo(
        image,
        number(told.get("virtual-size")),
        number(told.get("actual-size")),
        name == null
            ? Optional.empty()
            : Optional.of(new ImageInfo.Backing(name, text(told.get("backing-filename-format"), null))),
        Boolean.TRUE.equals(told.get("dirty-flag")) || Boolean.TRUE.equals(specific.get("corrupt")),
        told.get("snapshots") instanceof List<?> snapshots ? snapshots.size() : 0,
        Boolean.TRUE.equals(told.get("encrypted")));
  }

  /**
   * Refuses an image whose data lie elsewhere: a qcow2 header or a VMDK's descriptor may name any file of the host, and a guest
   * would read it as its disk (CVE-2022-47951, CVE-2024-32498).
   */
  private void refuseOtherFiles(Map<?, ?> specific) {
    Object other = specific.get("data-file");
    if (specific.get("extents") instanceof List<?> extents) {
      for (Object extent : extents) {
        Object file = map(extent).get("filename");
        other = file == null || file.equals(image.toString()) ? other : file;
      }
    }
    if (other != null) {
      throw new GuestDisksException(Reason.BAD_IMAGE, image + " keeps its data in another file, " + other
          + ". When that is meant, make one image of it where it comes from: qemu-img convert", null);
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static @Nullable String text(@Nullable Object value, @Nullable String otherwise) {
    return value instanceof String text ? text : otherwise;
  }

  private static long number(@Nullable Object value) throws IOException {
    if (value instanceof Long number) {
      return number;
    }
    throw new IOException("a size is missing");
  }

  /** What is wanted of an answer. */
  private interface Reading<T> {
    T of(QemuImgAnswer answer) throws IOException;
  }
}
