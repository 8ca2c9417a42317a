package org.xen2kvm.guestfix.libguestfs.files;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.xen2kvm.guestfix.fs.CommandResult;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestFilesystemWriter;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsFailure;
import org.xen2kvm.guestfix.libguestfs.nativecall.GuestfsHandle;
import org.xen2kvm.guestfix.libguestfs.nativecall.LibguestfsLibrary;
import org.xen2kvm.guestfix.libguestfs.nativecall.Pieces;

/**
 * Changes a guest's files in the appliance.
 *
 * <p>Some of libguestfs's calls run a program on {@code /sysroot/PATH} without entering the guest's root ({@code cp_a}, {@code
 * ln_s}), others do not follow a last link ({@code utimens}): all get paths whose links were followed before.
 */
public final class LibguestfsWriter extends LibguestfsReader implements GuestFilesystemWriter {
  private static final int NEW_FILE = 0644;
  private static final int NEW_DIRECTORY = 0755;

  /** The kernel reads archives of an initramfs at multiples of four. */
  private static final int ALIGNMENT = 4;

  private static final int EPERM = 1;

  private final GuestfsHandle handle;
  private final LibguestfsLibrary library;
  private final SecurityLabel label;
  private final GuestCommand command;

  public LibguestfsWriter(GuestfsHandle handle) {
    super(handle);
    this.handle = handle;
    this.library = handle.library();
    this.label = new SecurityLabel(this);
    this.command = new GuestCommand(handle);
  }

  @Override
  public void write(GuestPath file, byte[] content) {
    if (itselfIfThere(file).isEmpty()) {
      GuestPath made = inRealDirectory(file);
      replace(made, content);
      settle(made, GuestFileStat.Type.REGULAR, NEW_FILE);
      return;
    }
    FileRecord before = regular(file);
    GuestPath real = real(file);
    replace(real, content);
    restoreTimes(real, before);
  }

  @Override
  public void append(GuestPath file, byte[] content) {
    FileRecord before = regular(file);
    GuestPath real = real(file);
    int padding = (int) ((ALIGNMENT - before.size() % ALIGNMENT) % ALIGNMENT);
    byte[] padded = new byte[padding + content.length];
    System.arraycopy(content, 0, padded, padding, content.length);
    writeAt(real, padded, 0, before.size());
    restoreTimes(real, before);
  }

  @Override
  public void copyFile(GuestPath from, GuestPath to) {
    regular(from);
    itselfIfThere(to).ifPresent(there -> require(to, there, GuestFileStat.Type.REGULAR));
    GuestPath source = real(from);
    GuestPath target = inRealDirectory(to);
    attempt(to, "cannot copy " + from, () -> handle.number(
        g -> library.guestfs_cp_a(g, source.value(), target.value())));
  }

  @Override
  public void makeDirectory(GuestPath directory) {
    if (itselfIfThere(directory).isPresent()) {
      require(directory, followed(directory), GuestFileStat.Type.DIRECTORY);
      return;
    }
    GuestPath made = inRealDirectory(directory);
    attempt(directory, "cannot make the directory", () -> handle.number(
        g -> library.guestfs_mkdir_mode(g, made.value(), NEW_DIRECTORY)));
    settle(made, GuestFileStat.Type.DIRECTORY, NEW_DIRECTORY);
  }

  @Override
  public void symlink(GuestPath link, String target) {
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no target of a link: '" + target + "'");
    }
    Optional<FileRecord> there = itselfIfThere(link);
    there.ifPresent(file -> require(link, file, GuestFileStat.Type.SYMLINK));
    GuestPath made = inRealDirectory(link);
    if (there.isPresent()) {
      delete(made);
    }
    attempt(link, "cannot make the link", () -> handle.number(g -> library.guestfs_ln_s(g, target, made.value())));
    label.give(made, GuestFileStat.Type.SYMLINK);
  }

  @Override
  public void remove(GuestPath path) {
    FileRecord file = itself(path);
    if (file.type() != GuestFileStat.Type.SYMLINK) {
      require(path, file, GuestFileStat.Type.REGULAR);
    }
    delete(inRealDirectory(path));
  }

  @Override
  public CommandResult run(List<String> argv) {
    return command.run(argv);
  }

  private void delete(GuestPath path) {
    attempt(path, "cannot remove", () -> handle.number(g -> library.guestfs_rm(g, path.value())));
  }

  /** The path with no link before its last name. */
  private GuestPath inRealDirectory(GuestPath path) {
    GuestPath directory = path.parent()
        .orElseThrow(() -> new GuestFilesystemException(path, Reason.WRONG_TYPE, "is the guest's root", null));
    GuestPath real = real(directory);
    require(directory, followed(real), GuestFileStat.Type.DIRECTORY);
    return real.resolve(path.fileName());
  }

  private void replace(GuestPath file, byte[] content) {
    byte[] first = content.length <= Pieces.LARGEST ? content : Arrays.copyOf(content, Pieces.LARGEST);
    attempt(file, "cannot write", () -> handle.number(
        g -> library.guestfs_write(g, file.value(), first, new LibguestfsLibrary.Size(first.length))));
    writeAt(file, content, first.length, first.length);
  }

  /** Writes what of the content comes after {@code from} at that place in the file. */
  private void writeAt(GuestPath file, byte[] content, int from, long offset) {
    int done = from;
    while (done < content.length) {
      byte[] piece = Arrays.copyOfRange(content, done, Math.min(content.length, done + Pieces.LARGEST));
      long at = offset + done - from;
      done += attempt(file, "cannot write", () -> handle.number(
          g -> library.guestfs_pwrite(g, file.value(), piece, new LibguestfsLibrary.Size(piece.length), at)));
    }
  }

  private void restoreTimes(GuestPath real, FileRecord before) {
    attempt(real, "cannot set the times", () -> handle.number(g -> library.guestfs_utimens(
        g,
        real.value(),
        before.accessSeconds(),
        before.accessNanos(),
        before.stat().modifiedSeconds(),
        before.modifyNanos())));
  }

  /** Makes what was just made root's, with these permissions and a label. */
  private void settle(GuestPath made, GuestFileStat.Type type, int permissions) {
    FileRecord now = itself(made);
    if (now.stat().owner() != 0 || now.stat().group() != 0) {
      unlessUnknown(made, () -> handle.number(g -> library.guestfs_chown(g, 0, 0, made.value())));
    }
    if (now.stat().permissions() != permissions) {
      unlessUnknown(made, () -> handle.number(g -> library.guestfs_chmod(g, permissions, made.value())));
    }
    label.give(made, type);
  }

  /** vfat knows neither owners nor permissions and refuses to change them. */
  private static void unlessUnknown(GuestPath path, IntSupplier change) {
    attempt(path, "cannot set owner and permissions", () -> {
      try {
        return change.getAsInt();
      } catch (GuestfsFailure failure) {
        if (failure.errno() == EPERM) {
          return 0;
        }
        throw failure;
      }
    });
  }
}
