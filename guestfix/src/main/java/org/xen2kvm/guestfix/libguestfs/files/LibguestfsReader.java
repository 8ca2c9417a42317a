package org.xen2kvm.guestfix.libguestfs.files;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;
import org.xen2kvm.guestfix.libguestfs.nativecall.Pieces;

/**
 * Reads a guest's files in the appliance, whose daemon enters the guest's root for it, so that links stay in the guest.
 *
 * <p>Content comes through {@code pread}, which answers in a millisecond; {@code cat} and {@code download} open a transfer for
 * each file, which takes a hundred.
 */
public class LibguestfsReader implements GuestFilesystemReader {
  private final GuestfsHandle handle;
  private final LibguestfsLibrary library;

  public LibguestfsReader(GuestfsHandle handle) {
    this.handle = handle;
    this.library = handle.library();
  }

  @Override
  public boolean exists(GuestPath path) {
    try {
      followed(path);
      return true;
    } catch (GuestFilesystemException nowhere) {
      if (nowhere.reason() == Reason.NOT_FOUND || nowhere.reason() == Reason.LINK_LOOP) {
        return false;
      }
      throw nowhere;
    }
  }

  @Override
  public byte[] read(GuestPath file, int limit) {
    long size = regular(file).size();
    requireSize(file, size, limit);
    return readRange(file, 0, (int) size);
  }

  @Override
  public byte[] readRange(GuestPath file, long offset, int length) {
    regular(file);
    return piece(file, offset, length);
  }

  @Override
  public void copyOut(GuestPath file, OutputStream to, long limit) throws IOException {
    long size = regular(file).size();
    requireSize(file, size, limit);
    long done = 0;
    while (done < size) {
      byte[] piece = piece(file, done, (int) Math.min(Pieces.LARGEST, size - done));
      if (piece.length == 0) {
        throw new GuestFilesystemException(file, Reason.FAILED, "ends at " + done + " of " + size + " bytes", null);
      }
      to.write(piece);
      done += piece.length;
    }
  }

  private byte[] piece(GuestPath file, long offset, int length) {
    return attempt(file, "cannot read", () -> Pieces.read(
        (at, count) -> handle.bytes((g, size) -> library.guestfs_pread(g, file.value(), count, at, size)), offset, length));
  }

  private static void requireSize(GuestPath file, long size, long limit) {
    if (size > limit) {
      throw new GuestFilesystemException(
          file, Reason.TOO_LARGE, "has " + size + " bytes, more than the " + limit + " that are read", null);
    }
  }

  @Override
  public List<String> list(GuestPath directory) {
    require(directory, followed(directory), GuestFileStat.Type.DIRECTORY);
    return attempt(directory, "cannot list", () -> handle.texts(g -> library.guestfs_ls(g, directory.value())))
        .stream().sorted().toList();
  }

  @Override
  public String readLink(GuestPath link) {
    require(link, itself(link), GuestFileStat.Type.SYMLINK);
    return attempt(link, "cannot read the link", () -> handle.text(g -> library.guestfs_readlink(g, link.value())));
  }

  @Override
  public GuestFileStat stat(GuestPath path) {
    return itself(path).stat();
  }

  /** The file that the path leads to, which must be regular. */
  FileRecord regular(GuestPath file) {
    return require(file, followed(file), GuestFileStat.Type.REGULAR);
  }

  /** What the path leads to. */
  FileRecord followed(GuestPath path) {
    return attempt(path, "cannot look", () -> record(handle.result(g -> library.guestfs_statns(g, path.value()))));
  }

  /** What is at the path, a link itself. */
  FileRecord itself(GuestPath path) {
    return attempt(path, "cannot look", () -> record(handle.result(g -> library.guestfs_lstatns(g, path.value()))));
  }

  /** What is at the path, a link itself; empty when there is nothing. */
  Optional<FileRecord> itselfIfThere(GuestPath path) {
    try {
      return Optional.of(itself(path));
    } catch (GuestFilesystemException missing) {
      if (missing.reason() == Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw missing;
    }
  }

  /** The path without links in it; what it leads to must be there. */
  GuestPath real(GuestPath path) {
    return GuestPath.of(
        attempt(path, "cannot follow", () -> handle.text(g -> library.guestfs_realpath(g, path.value()))));
  }

  static FileRecord require(GuestPath path, FileRecord file, GuestFileStat.Type type) {
    if (file.type() != type) {
      throw new GuestFilesystemException(
          path, Reason.WRONG_TYPE, "is " + words(file.type()) + ", not " + words(type), null);
    }
    return file;
  }

  private static String words(GuestFileStat.Type type) {
    return switch (type) {
      case REGULAR -> "a regular file";
      case DIRECTORY -> "a directory";
      case SYMLINK -> "a symbolic link";
      case OTHER -> "a device, a socket or a pipe";
    };
  }

  private FileRecord record(Pointer statns) {
    try {
      return FileRecord.of(statns);
    } finally {
      library.guestfs_free_statns(statns);
    }
  }

  GuestfsHandle handle() {
    return handle;
  }

  /** The result of the action; its failure is one of that path. */
  static <T> T attempt(GuestPath path, String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (GuestfsFailure failure) {
      throw new GuestFilesystemException(path, reason(failure), what + ": " + failure.said(), failure);
    }
  }

  /** Calls that run a program in the appliance tell only its words. */
  private static Reason reason(GuestfsFailure failure) {
    return switch (failure.errno()) {
      case GuestfsFailure.ENOENT, GuestfsFailure.ENOTDIR -> Reason.NOT_FOUND;
      case GuestfsFailure.EISDIR -> Reason.WRONG_TYPE;
      case GuestfsFailure.ELOOP -> Reason.LINK_LOOP;
      case GuestfsFailure.ENOSPC, GuestfsFailure.EDQUOT -> Reason.NO_SPACE;
      default -> failure.said().contains("No space left on device") ? Reason.NO_SPACE : Reason.FAILED;
    };
  }
}
