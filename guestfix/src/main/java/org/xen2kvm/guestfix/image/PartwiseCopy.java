package org.xen2kvm.guestfix.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;

/**
 * An image copied part by part with qemu-img, so that what was interrupted can go on: the target is made once, then windows of
 * the same place in both are copied. What is zero in the source stays a hole. Each part is on the disk itself when its call
 * returns. Errors are those of {@link QemuImg}. Thread-safe.
 */
public final class PartwiseCopy {
  private static final int LEAKS_ONLY = 3;

  private final QemuImg qemuImg;

  public PartwiseCopy(QemuImg qemuImg) {
    this.qemuImg = qemuImg;
  }

  /**
   * An image as it is to be read.
   *
   * @param image the image
   * @param sizeOfFooter whether a VHD's size is what its footer calls the current one, which Xen's blktap goes by, whatever QEMU
   *     would make of its geometry
   */
  public record View(DiskImage image, boolean sizeOfFooter) {
    /** The image as QEMU shows it to a guest. */
    public View(DiskImage image) {
      this(image, false);
    }

    /** Its options for qemu-img: driver by driver, so that neither the format nor the name is open to interpretation. */
    String options(String prefix) {
      // A device is no "file" to QEMU; in an option's value a comma is doubled.
      String protocol = Files.isRegularFile(image.file()) ? "file" : "host_device";
      return prefix + "driver=" + image.format().qemuName()
          + (sizeOfFooter && image.format() == DiskFormat.VHD ? "," + prefix + "force_size_calc=current_size" : "")
          + "," + prefix + "file.driver=" + protocol + "," + prefix + "file.filename="
          + image.file().toString().replace(",", ",,");
    }
  }

  /** Bytes that a copy takes at most on a filesystem, holes left out, compressed parts counted at full length. */
  public long space(DiskImage image) {
    String output = qemuImg.succeed(
        image,
        List.of("measure", "--output=json", "-O", "qcow2", "-f", image.format().qemuName(), image.toString()),
        QemuImg.QUICK,
        text -> {});
    return QemuImgAnswer.required(image, output);
  }

  /**
   * Makes an empty image. The file must not be there; it is for its owner alone, the source's owner when this process may give it
   * away.
   *
   * @param size bytes that a guest sees, a multiple of 512
   * @param begun is run when there is the file, with nothing in it
   */
  public void create(DiskImage target, long size, DiskImage source, Runnable begun) {
    NewImageFile.fill(target, source, () -> {
      begun.run();
      qemuImg.succeed(
          target,
          List.of("create", "-q", "-f", target.format().qemuName(), target.toString(), Long.toString(size)),
          QemuImg.QUICK,
          text -> {});
    });
  }

  /**
   * Copies one part of what a guest sees in the source to the same place of the target, where nothing but zeros or the same was
   * before.
   *
   * @param progress gets percent of the part, on another thread
   */
  public void copy(View source, DiskImage target, long offset, long length, DoubleConsumer progress) {
    // -t writeback: qemu-img's own choice for targets, "unsafe", ignores every flush.
    qemuImg.succeed(
        source.image(),
        List.of(
            "convert", "-p", "-t", "writeback", "-n", "--target-is-zero",
            "--image-opts", window(source, offset, length),
            "--target-image-opts", window(new View(target), offset, length)),
        QemuImg.WHOLE_IMAGE,
        QemuImg.percent(progress));
    force(target.file());
  }

  /**
   * Whether a guest would see the same in both, up to zeros at the end of the longer one.
   *
   * @param progress gets percent, on another thread
   */
  public boolean same(View source, DiskImage target, DoubleConsumer progress) {
    QemuImgProcess run = qemuImg.run(
        source.image(),
        List.of("compare", "-p", "--image-opts", source.options(""), new View(target).options("")),
        QemuImg.WHOLE_IMAGE,
        QemuImg.percent(progress));
    return switch (run.status()) {
      case 0 -> true;
      case 1 -> false;
      default -> throw QemuImg.failure(source.image(), "compare", run);
    };
  }

  /** Makes an interrupted copy's own tables whole; returns false when they cannot be trusted any more. */
  public boolean mend(DiskImage target) {
    if (target.format() != DiskFormat.QCOW2) {
      return true;
    }
    List<String> check = new ArrayList<>(List.of("check", "-q", "-f", target.format().qemuName(), target.toString()));
    int status = qemuImg.run(target, check, QemuImg.WHOLE_IMAGE, text -> {}).status();
    if (status == LEAKS_ONLY) {
      check.addAll(1, List.of("-r", "leaks"));
      status = qemuImg.run(target, check, QemuImg.WHOLE_IMAGE, text -> {}).status();
    }
    return status == 0;
  }

  private static String window(View image, long offset, long length) {
    return "driver=raw,offset=" + offset + ",size=" + length + "," + image.options("file.");
  }

  private static void force(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException failure) {
      throw new GuestDisksException(Reason.FAILED, "cannot bring " + file + " to the disk itself: " + failure, failure);
    }
  }
}
