package org.xen2kvm.migration.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.ImageInfo;
import org.xen2kvm.guestfix.image.PartwiseCopy;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.apply.GuestLock;
import org.xen2kvm.migration.copy.CopyListener.Work;
import org.xen2kvm.migration.failure.ShellWord;

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
    CopyRecordFile file = CopyRecordFile.of(target);
    removeSecondName(target, file);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      if (isFinished(request, wanted)) {
        return;
      }
      removeReplaceable(request, wanted);
    }
    CopyRecord record = unfinished(request, wanted, file);
    // Of a device nobody can tell by its state that nothing was written to it since it was compared.
    if (record.result().isEmpty() || !isTelling(record)) {
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
    return isTelling(wanted) || same(request, request.copy());
  }

  private static boolean isTelling(CopyRecord record) {
    return record.layers().stream().allMatch(FileState::isTelling);
  }

  /** Removes the unfinished name of a copy that has its own already: a run that was killed between the two left both. */
  private static void removeSecondName(Path target, CopyRecordFile file) throws IOException {
    Path made = WorkFile.unfinished(target);
    Optional<CopyRecord> record = file.read();
    if (record.isPresent() && Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(made, target)
        && FileState.inode(made) == record.get().inode()) {
      Files.delete(made);
    }
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

  /**
   * Removes an older copy by leave of --force. Only what this tool made and nobody wrote to since is ever removed: all else may be
   * the only place of somebody's data. It goes before the new copy begins, so that nothing is replaced when that is finished.
   */
  private void removeReplaceable(CopyRequest request, CopyRecord wanted) throws IOException {
    Path target = request.target();
    String byHand = "Remove it by hand if it is not needed, or choose another folder with --disk-dir.";
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(target + " is no file, and is not replaced", byHand);
    }
    Optional<CopyRecord> found = CopyRecordFile.of(target).read();
    boolean ours = found.isPresent() && found.get().result().isPresent()
        && found.get().result().get().inode() == FileState.inode(target);
    if (!ours) {
      throw refused(target + " exists, and is no copy that this tool made", byHand);
    }
    if (!isResult(found.get(), target)) {
      throw refused(target + " is a copy that was written to since, as a guest does that runs on it", byHand);
    }
    if (!force) {
      throw refused(
          target + (found.get().isLike(wanted) ? " is a copy of this disk, which was written to since"
              : " is a copy of another disk or in another format, made from " + found.get().layers().get(0).file()),
          "Choose another folder with --disk-dir, or replace it with --force: what is in it is lost then.");
    }
    Optional<String> use = qemuImg.use(request.copy());
    if (use.isPresent()) {
      throw refused(target + " is in use: " + use.get(), "");
    }
    listener.tell(target, "Removing an older copy, to make a new one");
    Files.delete(target);
  }

  private static MigrationException refused(String message, String advice) {
    return new MigrationException(Reason.REFUSED, message, advice, null);
  }

  /** Returns the record of the unfinished copy, which is there afterwards: the one of an interrupted run, or a new one. */
  private CopyRecord unfinished(CopyRequest request, CopyRecord wanted, CopyRecordFile file) throws IOException {
    Path target = request.target();
    Path made = WorkFile.unfinished(target);
    DiskImage image = new DiskImage(made, request.format());
    if (isEmpty(made)) {
      Files.delete(made); // left between making it and its record; whoever made it, nothing is lost
    }
    if (Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
      Optional<CopyRecord> found = file.read();
      boolean ours = found.isPresent() && Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)
          && FileState.inode(made) == found.get().inode();
      if (ours) {
        waitForOrphan(image);
      }
      if (!ours || (found.get().result().isPresent() && !isResult(found.get(), made))) {
        throw refused(made + " exists, and is no unfinished copy that this tool made, or was written to since",
            "Remove it by hand if it is not needed, or choose another folder with --disk-dir.");
      }
      boolean begun = found.get().copied() > 0 || found.get().result().isPresent();
      if (begun && found.get().isOf(wanted) && (found.get().result().isPresent() || parts.mend(image))) {
        if (found.get().copied() > 0) {
          listener.tell(target, "Going on where an earlier run stopped, at " + mebibytes(found.get().copied()) + " of "
              + mebibytes(request.virtualSize()) + " MiB");
        }
        return found.get();
      }
      if (begun) {
        listener.tell(target, found.get().isOf(wanted)
            ? "What an earlier run left is damaged: copying from the beginning"
            : "The source has changed since an earlier run stopped, or another copy is wanted: copying from the beginning");
      }
      Files.delete(made);
    }
    return create(request, wanted, file, image);
  }

  private static boolean isEmpty(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0;
  }

  /** The record is written before anything is in the file, so that a run that is killed in between leaves nothing unknown. */
  private CopyRecord create(CopyRequest request, CopyRecord wanted, CopyRecordFile file, DiskImage image) throws IOException {
    try {
      parts.create(image, request.virtualSize(), request.source().image(), () -> {
        try {
          file.write(new CopyRecord(wanted.layers(), wanted.sourceFormat(), wanted.virtualSize(), wanted.format(),
              FileState.inode(image.file()), 0, Optional.empty()));
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      });
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    return file.read().orElseThrow(() -> new IOException("The record of " + image + " is gone"));
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
    throw new MigrationException(
        Reason.TAKEN, "Something writes to " + image, "See who: fuser " + ShellWord.of(image.file().toString()), null);
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
    try {
      AtomicFile.putInPlace(made, target);
    } catch (FileAlreadyExistsException e) {
      throw new MigrationException(Reason.TAKEN, target + " has appeared meanwhile", "See what it is, and remove it by hand.", e);
    }
    AtomicFile.forceFolder(target);
  }

  private static long mebibytes(long bytes) {
    return bytes >> 20;
  }
}
