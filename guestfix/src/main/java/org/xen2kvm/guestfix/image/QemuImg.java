package org.xen2kvm.guestfix.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;

/**
 * What {@code qemu-img} knows of disk images and does with them. Every format is declared to it and every name is an absolute
 * path, so that it neither probes nor takes a name for something else.
 *
 * <p>Errors: {@link GuestDisksException}, with {@code IN_USE} where somebody else has the image open for writing. An interrupt of
 * the calling thread ends the program ({@code CANCELLED}). Thread-safe.
 */
public final class QemuImg {
  static final Duration QUICK = Duration.ofMinutes(2);
  static final Duration WHOLE_IMAGE = Duration.ofDays(1);

  /** A chain is as long as somebody made it; a circle has no end. */
  private static final int LONGEST_CHAIN = 64;

  private static final Pattern LOCKED =
      Pattern.compile("Failed to get .{0,20}lock|Failed to lock byte|Is another process using the image");

  private static final Pattern BAD_IMAGE = Pattern.compile(
      "Image is not in \\S+ format|Could not open '|Could not open backing|Unsupported \\S+ version|is corrupt");

  private static final Pattern PROGRESS = Pattern.compile("\\(([0-9]{1,3}(?:\\.[0-9]{1,4})?)/100%\\)");

  /** Exit status of {@code check} for a format that knows no check. */
  private static final int CHECK_UNKNOWN = 63;

  private final String program;
  private final ImageUse use;

  /** The one in the user's PATH. */
  public QemuImg() {
    this("qemu-img", new ImageUse());
  }

  QemuImg(String program, ImageUse use) {
    this.program = program;
    this.use = use;
  }

  /** What is said about the image; {@code IN_USE} when QEMU's lock, a loop device or a mount holds it. */
  public ImageInfo info(DiskImage image) {
    use.of(image).ifPresent(words -> {
      throw new GuestDisksException(Reason.IN_USE, image + " is in use: " + words, null);
    });
    String output = succeed(
        image, List.of("info", "--output=json", "-f", image.format().qemuName(), image.toString()), QUICK, text -> {});
    return QemuImgAnswer.info(image, output);
  }

  /**
   * What is said about the image and about every image behind it, the top first.
   *
   * @throws GuestDisksException {@code BAD_IMAGE} when one behind another is no file, declares no format or closes a circle
   */
  public List<ImageInfo> chain(DiskImage image) {
    List<ImageInfo> chain = new ArrayList<>();
    Optional<DiskImage> next = Optional.of(image);
    while (next.isPresent()) {
      if (chain.size() == LONGEST_CHAIN) {
        throw new GuestDisksException(Reason.BAD_IMAGE, image + ": more than " + LONGEST_CHAIN + " images behind it", null);
      }
      ImageInfo info = info(next.get());
      chain.add(info);
      next = info.backing().map(backing -> behind(info.image(), backing));
    }
    return List.copyOf(chain);
  }

  /**
   * Makes a qcow2 image in front of the source, so that nothing that is written reaches it. The file must not be there; it is for
   * its owner alone, the source's owner when this process may give it away, so that QEMU can open both.
   */
  public DiskImage createOverlay(DiskImage source, Path overlay) {
    DiskImage made = new DiskImage(overlay, DiskFormat.QCOW2);
    NewImageFile.fill(made, source, () -> succeed(
        made,
        List.of("create", "-q", "-f", "qcow2", "-b", source.toString(), "-F", source.format().qemuName(), made.toString()),
        QUICK,
        text -> {}));
    return made;
  }

  /** What is wrong with the image's own tables, in qemu-img's words; empty when nothing is or the format has none. */
  public Optional<String> check(DiskImage image) {
    QemuImgProcess run =
        run(image, List.of("check", "-f", image.format().qemuName(), image.toString()), WHOLE_IMAGE, text -> {});
    return switch (run.status()) {
      case 0, CHECK_UNKNOWN -> Optional.empty();
      case 2, 3 -> Optional.of((run.output() + run.errors()).strip());
      default -> throw failure(image, "check", run);
    };
  }

  /**
   * Writes what an overlay holds into the image behind it.
   *
   * @param progress gets percent, on another thread
   */
  public void commit(DiskImage overlay, DoubleConsumer progress) {
    succeed(
        overlay,
        List.of("commit", "-p", "-d", "-f", overlay.format().qemuName(), overlay.toString()),
        WHOLE_IMAGE,
        percent(progress));
  }

  /**
   * Copies what a guest would see of the image into a new one, which nothing lies behind. The target must not be there.
   *
   * @param progress gets percent, on another thread
   */
  public void flatten(DiskImage image, DiskImage target, DoubleConsumer progress) {
    NewImageFile.fill(target, image, () -> succeed(
        image,
        List.of(
            "convert", "-p", "-f", image.format().qemuName(), "-O", target.format().qemuName(), image.toString(),
            target.toString()),
        WHOLE_IMAGE,
        percent(progress)));
  }

  /** Whether a guest would see the same in both. */
  public boolean same(DiskImage one, DiskImage other) {
    QemuImgProcess run = run(
        one,
        List.of(
            "compare", "-q", "-f", one.format().qemuName(), "-F", other.format().qemuName(), one.toString(),
            other.toString()),
        WHOLE_IMAGE,
        text -> {});
    return switch (run.status()) {
      case 0 -> true;
      case 1 -> false;
      default -> throw failure(one, "compare", run);
    };
  }

  /**
   * What uses the image, in words: a QEMU that writes to it, a loop device, a mount. Empty when nothing does as far as can be
   * seen.
   */
  public Optional<String> use(DiskImage image) {
    return use.of(image);
  }

  private static DiskImage behind(DiskImage overlay, ImageInfo.Backing backing) {
    String format = backing.format();
    if (format == null) {
      throw new GuestDisksException(
          Reason.BAD_IMAGE,
          overlay + " does not declare the format of " + backing.name() + " behind it. When it is known, tell it: "
              + "qemu-img rebase -u -b " + backing.name() + " -F FORMAT " + overlay,
          null);
    }
    DiskFormat known = DiskFormat.named(format).orElseThrow(() -> new GuestDisksException(
        Reason.BAD_IMAGE, overlay + " declares an unknown format of " + backing.name() + ": " + format, null));
    if (!backing.name().startsWith("/")) {
      throw new GuestDisksException(Reason.BAD_IMAGE, overlay + " has no file behind it but " + backing.name(), null);
    }
    return new DiskImage(Path.of(backing.name()), known);
  }

  String succeed(DiskImage image, List<String> arguments, Duration limit, Consumer<String> listener) {
    QemuImgProcess run = run(image, arguments, limit, listener);
    if (run.status() != 0) {
      throw failure(image, arguments.get(0), run);
    }
    return run.output();
  }

  QemuImgProcess run(DiskImage image, List<String> arguments, Duration limit, Consumer<String> listener) {
    if (!Files.exists(image.file())) {
      throw new GuestDisksException(Reason.BAD_IMAGE, image + " does not exist", null);
    }
    return QemuImgProcess.run(program, arguments, limit, listener);
  }

  static GuestDisksException failure(DiskImage image, String what, QemuImgProcess run) {
    boolean locked = LOCKED.matcher(run.errors()).find();
    return new GuestDisksException(
        locked ? Reason.IN_USE : BAD_IMAGE.matcher(run.errors()).find() ? Reason.BAD_IMAGE : Reason.FAILED,
        (locked ? image + " is in use, stop the guest first: " : "qemu-img " + what + ": ") + run.errors(),
        null);
  }

  static Consumer<String> percent(DoubleConsumer progress) {
    return text -> {
      Matcher number = PROGRESS.matcher(text);
      while (number.find()) {
        progress.accept(Double.parseDouble(number.group(1)));
      }
    };
  }
}
