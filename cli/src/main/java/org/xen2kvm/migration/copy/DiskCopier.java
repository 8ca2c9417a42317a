package org.xen2kvm.migration.copy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.ImageInfo;
import org.xen2kvm.guestfix.image.PartwiseCopy;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.apply.GuestLock;
import org.xen2kvm.migration.copy.CopyListener.Work;
import org.xen2kvm.migration.plan.WorkFile;

/**
 * Copies disks, one after the other, each from where an interrupted copy stopped. A copy has its name only when it was compared
 * with its source; until then it is an unfinished file, with a record beside it. Nothing of this writes to a source. For one
 * thread.
 *
 * <p>Errors: {@link MigrationException} and {@link GuestDisksException}. After FAILED and CANCELLED the same call goes on.
 */
final class DiskCopier {
  /** Bytes after which a copy is brought to the disk itself and its record written: seconds of work, so that little is lost. */
  static final long PART = 1L << 30;

  private static final double WHOLE = 100;

  /** What a killed run left behind writes one part at most: it is waited for so long, with so much time between two looks. */
  private static final int MOST_LOOKS = 600;

  private static final long BETWEEN_LOOKS = 200;

  private final QemuImg qemuImg;
  private final PartwiseCopy parts;
  private final CopyListener listener;
  private final boolean force;
  private final long part;

  DiskCopier(QemuImg qemuImg, CopyListener listener, boolean force, long part) {
    this.qemuImg = qemuImg;
    this.parts = new PartwiseCopy(qemuImg);
    this.listener = listener;
    this.force = force;
    this.part = part;
  }

  /** Makes the copy, or as much of it as is missing, and puts it in its place. */
  void copy(CopyRequest request) throws IOException {
    GuestLock lock = GuestLock.take(List.of(request.target()));
    try {
      copyLocked(request);
    } finally {
      lock.close();
    }
  }

  private void copyLocked(CopyRequest request) throws IOException {
    Path target = request.target();
    CopyRecord wanted = begun(request);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      if (isFinished(request, wanted)) {
        return;
      }
      expectReplaceable(request, wanted);
    }
    CopyRecordFile file = CopyRecordFile.of(target);
    CopyRecord record = unfinished(request, wanted, file);
    if (record.result().isEmpty()) {
      compare(request, copyRest(request, record, file), file);
    }
    publish(target);
  }

  /** Returns the record of a copy that begins now. */
  private CopyRecord begun(CopyRequest request) throws IOException {
    List<FileState> layers = new ArrayList<>();
    for (ImageInfo info : qemuImg.chain(request.source().image())) {
      layers.add(FileState.of(info.image().file()));
    }
    return new CopyRecord(
        layers, request.source().image().format(), request.virtualSize(), request.format(), 0, 0, Optional.empty());
  }

  private boolean isFinished(CopyRequest request, CopyRecord wanted) throws IOException {
    Optional<CopyRecord> found = CopyRecordFile.of(request.target()).read();
    if (found.isEmpty() || !found.get().isOf(wanted) || !isResult(found.get(), request.target())) {
      return false;
    }
    // Of a device nobody can tell by its state that nothing was written to it.
    return wanted.layers().stream().allMatch(FileState::isTelling) || same(request, request.copy());
  }

  /** Returns whether a file is the result that a record tells of, wherever it stood then. */
  private static boolean isResult(CopyRecord record, Path file) throws IOException {
    if (record.result().isEmpty() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    FileState result = record.result().get();
    FileState now = FileState.of(file);
    return now.inode() == result.inode() && now.identity().equals(result.identity());
  }

  private void expectReplaceable(CopyRequest request, CopyRecord wanted) throws IOException {
    Path target = request.target();
    if (!force) {
      boolean ours = CopyRecordFile.of(target).read()
          .filter(record -> record.result().isPresent() && record.isLike(wanted)).isPresent();
      throw new MigrationException(Reason.REFUSED,
          target + (ours
              ? " is a copy of this disk, but one of the two was written to since" : " exists, and is no copy of this disk"),
          "Choose another folder with --disk-dir, or replace it with --force: what is in it is lost then.", null);
    }
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new MigrationException(Reason.REFUSED, target + " is no file, and is not replaced", "Remove it.", null);
    }
    Optional<String> use = qemuImg.use(request.copy());
    if (use.isPresent()) {
      throw new MigrationException(Reason.REFUSED, target + " is in use: " + use.get(), "", null);
    }
  }

  /** Returns the record of the unfinished copy, which is there afterwards: the one of an interrupted run, or a new one. */
  private CopyRecord unfinished(CopyRequest request, CopyRecord wanted, CopyRecordFile file) throws IOException {
    Path target = request.target();
    Path made = WorkFile.unfinished(target);
    DiskImage image = new DiskImage(made, request.format());
    if (Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
      waitForOrphan(image);
      Optional<CopyRecord> found = file.read();
      boolean ours = found.isPresent() && Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)
          && FileState.inode(made) == found.get().inode();
      if (ours && found.get().isOf(wanted) && isTrustworthy(found.get(), made, image)) {
        if (found.get().copied() > 0) {
          listener.tell(target, "Going on where an earlier run stopped, at " + mebibytes(found.get().copied()) + " of "
              + mebibytes(request.virtualSize()) + " MiB");
        }
        return found.get();
      }
      listener.tell(target, ours && found.get().isLike(wanted)
          ? "The source has changed since an earlier run stopped: copying from the beginning"
          : "What an earlier run left is not the beginning of this copy: copying from the beginning");
      Files.delete(made);
    }
    parts.create(image, request.virtualSize(), request.source().image());
    CopyRecord record = new CopyRecord(wanted.layers(), wanted.sourceFormat(), wanted.virtualSize(), wanted.format(),
        FileState.inode(made), 0, Optional.empty());
    file.write(record);
    return record;
  }

  private boolean isTrustworthy(CopyRecord record, Path made, DiskImage image) throws IOException {
    return record.result().isPresent() ? isResult(record, made) : parts.mend(image);
  }

  /** A killed run's qemu-img goes on to the end of its part. */
  private void waitForOrphan(DiskImage image) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      if (qemuImg.use(image).isEmpty()) {
        return;
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new GuestDisksException(GuestDisksException.Reason.CANCELLED, "copying was cancelled", e);
      }
    }
    throw new MigrationException(Reason.TAKEN, "Something writes to " + image, "See who: fuser " + image, null);
  }

  private CopyRecord copyRest(CopyRequest request, CopyRecord begun, CopyRecordFile file) throws IOException {
    CopyRecord record = begun;
    DiskImage made = new DiskImage(WorkFile.unfinished(request.target()), request.format());
    long size = request.virtualSize();
    while (record.copied() < size) {
      long from = record.copied();
      long length = Math.min(part, size - from);
      parts.copy(request.source(), made, from, length, percent -> listener.at(
          request.target(), Work.COPYING, WHOLE * from / size + percent * length / size));
      record = record.withCopied(from + length);
      file.write(record);
      listener.at(request.target(), Work.COPYING, WHOLE * record.copied() / size);
    }
    return record;
  }

  private void compare(CopyRequest request, CopyRecord copied, CopyRecordFile file) throws IOException {
    Path made = WorkFile.unfinished(request.target());
    boolean same = same(request, new DiskImage(made, request.format()));
    boolean unchanged = begun(request).layers().equals(copied.layers());
    if (!same || !unchanged) {
      Files.delete(made);
      file.remove();
      throw new MigrationException(
          unchanged ? Reason.FAILED : Reason.STALE,
          unchanged ? "The copy of " + request.source().image() + " is not the same and was removed"
              : "The disk " + request.source().image() + " has changed while it was copied, and the copy was removed",
          unchanged ? "Something writes to the disk, or the storage of " + made.getParent() + " damages data."
              : "Something writes to it: end that, and run it again.",
          null);
    }
    file.write(copied.finished(FileState.of(made).at(request.target())));
  }

  private boolean same(CopyRequest request, DiskImage copy) {
    if (request.virtualSize() == 0) {
      return true;
    }
    boolean same = parts.same(request.source(), copy, percent -> listener.at(request.target(), Work.COMPARING, percent));
    listener.at(request.target(), Work.COMPARING, WHOLE);
    return same;
  }

  private void publish(Path target) throws IOException {
    Path made = WorkFile.unfinished(target);
    if (force) {
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      try {
        AtomicFile.putInPlace(made, target);
      } catch (FileAlreadyExistsException e) {
        throw new MigrationException(Reason.TAKEN, target + " has appeared meanwhile", "Replace it with --force.", e);
      }
    }
    AtomicFile.forceFolder(target);
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }
}
