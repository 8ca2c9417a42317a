package org.xen2kvm.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that is there whole or not at all: written beside its place under a hidden name, then put there in one step.
 * For one thread.
 *
 * <p>Without force an existing file is never replaced, whatever it holds, not even by the same text: a hard link,
 * unlike a rename, fails when the name is taken in the meantime. There is no fsync unless asked for: after a power
 * failure a conversion is simply run again.
 */
public final class AtomicFile implements AutoCloseable {
  /** Begins anywhere: processes on one machine that share a folder, and a clock, are begun at once. */
  private static final AtomicLong SEQUENCE = new AtomicLong(new SplittableRandom().nextLong());

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path target;
  private final Path temporary;
  private final boolean force;
  private final FileChannel channel;
  private final OutputStream stream;
  private boolean closed;

  /**
   * Opens the file.
   *
   * @param target where it will stand; its folder exists
   * @param secret whether only the owner may read it (mode 0600); otherwise the umask decides
   * @param force whether it may replace a file
   * @throws FileAlreadyExistsException when there is one and it may not be replaced
   * @throws IOException when it cannot be created, or something stands there that is no file, which force does not replace either
   */
  public AtomicFile(Path target, boolean secret, boolean force) throws IOException {
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      refuseSpecial(target);
      if (!force) {
        throw new FileAlreadyExistsException(target.toString());
      }
    }
    this.target = target;
    this.temporary = target.resolveSibling(".xen2kvm-" + Long.toHexString(SEQUENCE.incrementAndGet()) + ".tmp");
    this.force = force;
    this.channel = create(temporary, secret);
    this.stream = Channels.newOutputStream(channel);
  }

  /** The rename would take away a device, or the link by which all processes find what they have open, such as /dev/stdout. */
  private static void refuseSpecial(Path target) throws IOException {
    boolean leadsToOpenFile = Files.isSymbolicLink(target) && Files.readSymbolicLink(target).startsWith("/proc");
    if (leadsToOpenFile || (Files.exists(target) && Files.readAttributes(target, BasicFileAttributes.class).isOther())) {
      throw new FileSystemException(target.toString(), null, "This is not a regular file");
    }
  }

  private static FileChannel create(Path file, boolean secret) throws IOException {
    // CREATE_NEW is O_EXCL: it follows no link that somebody put there.
    Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    FileAttribute<?>[] attributes =
        secret ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)} : new FileAttribute<?>[0];
    return FileChannel.open(file, options, attributes);
  }

  /** Writes a whole file; see the constructor. */
  public static void write(Path target, byte[] content, boolean secret, boolean force) throws IOException {
    try (AtomicFile file = new AtomicFile(target, secret, force)) {
      file.stream().write(content);
      file.commit();
    }
  }

  /** Writes a whole file that is there even after a power failure, in the place of any other; for its owner alone. */
  public static void writeThrough(Path target, byte[] content) throws IOException {
    try (AtomicFile file = new AtomicFile(target, true, true)) {
      file.stream().write(content);
      file.channel.force(true);
      file.commit();
    }
    forceFolder(target);
  }

  /** Brings the name of a file that was made, replaced or removed to the disk itself. */
  public static void forceFolder(Path file) throws IOException {
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().resolve("..").normalize(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Returns where to write; not buffered. */
  public OutputStream stream() {
    return stream;
  }

  /**
   * Puts the file in its place.
   *
   * @throws FileAlreadyExistsException when a file has appeared there meanwhile and may not be replaced
   * @throws IOException when writing fails
   */
  public void commit() throws IOException {
    stream.close();
    if (force) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } else {
      putInPlace(temporary, target);
    }
    closed = true;
  }

  /**
   * Moves a finished file to a place where none may be replaced.
   *
   * <p>On file systems without hard links (FAT, some network ones) a file that appears in the very moment between a look and the move
   * is replaced; Java gives no way around that.
   *
   * @throws FileAlreadyExistsException when there is one
   * @throws IOException when neither a link nor a move works; the link's failure is with it
   */
  public static void putInPlace(Path finished, Path place) throws IOException {
    try {
      Files.createLink(place, finished);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException noLink) {
      try {
        Files.move(finished, place);
        return;
      } catch (IOException e) {
        e.addSuppressed(noLink);
        throw e;
      }
    }
    try {
      Files.delete(finished);
    } catch (IOException e) {
      Files.deleteIfExists(place);
      throw e;
    }
  }

  /** Drops the file unless it was committed. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try (stream) {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
