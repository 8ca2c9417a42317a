package org.xen2kvm.migration.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;

/**
 * Keeps two processes, and two threads, from making the same files. The operating system drops it when a process ends,
 * however it ends.
 */
public final class GuestLock implements AutoCloseable {
  private static final Set<OpenOption> CREATE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /**
   * What this process has locked. POSIX drops a process's lock when it closes any descriptor of the file, so a second thread
   * must not even open it.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  /** Who removes a lock does it once; a place where it happens again and again is broken. */
  private static final int MOST_TRIES = 100;

  /** Small, for a killed process leaves the file. */
  private static final long MOST_MARKS = 1L << 20;

  private final Deque<Held> held = new ArrayDeque<>();

  private record Held(Path file, FileChannel channel) {}

  private GuestLock() {}

  /**
   * Takes the locks of all files that are to be made. Their folders exist.
   *
   * @throws MigrationException (TAKEN) when somebody else has one
   */
  public static GuestLock take(Collection<Path> files) throws IOException {
    GuestLock locks = new GuestLock();
    boolean taken = false;
    try {
      for (Path file : files) {
        locks.held.push(take(real(WorkFile.lock(file))));
      }
      taken = true;
      return locks;
    } finally {
      if (!taken) {
        locks.close();
      }
    }
  }

  private static Path real(Path file) throws IOException {
    Path folder = file.getParent();
    return folder == null ? file : folder.toRealPath().resolve(file.getFileName());
  }

  private static Held take(Path file) throws IOException {
    if (!OURS.add(file)) {
      throw taken(file);
    }
    boolean taken = false;
    try {
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        FileChannel channel = FileChannel.open(
            file, CREATE, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
          if (channel.tryLock() == null) {
            throw taken(file);
          }
          taken = isStill(file, channel);
          if (taken) {
            return new Held(file, channel);
          }
        } finally {
          if (!taken) {
            channel.close();
          }
        }
      }
      throw new IOException("The lock " + file + " vanishes again and again");
    } finally {
      if (!taken) {
        OURS.remove(file);
      }
    }
  }

  private static MigrationException taken(Path file) {
    return new MigrationException(
        Reason.TAKEN, "Something else is migrating this guest: " + file + " is locked", "", null);
  }

  /**
   * Returns whether the file that is locked is the one that stands there: before it was locked, its owner may have removed
   * it, and somebody else made a new one. A size drawn by lot marks it, because reading it would open it, and closing would
   * drop the lock.
   */
  private static boolean isStill(Path file, FileChannel channel) throws IOException {
    long mark = ThreadLocalRandom.current().nextLong(1, MOST_MARKS);
    channel.truncate(0);
    channel.write(ByteBuffer.allocate(1), mark - 1);
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).size() == mark;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Removes the files before the locks go, so that nobody finds a lock file that means nothing. */
  @Override
  public void close() throws IOException {
    while (!held.isEmpty()) {
      Held lock = held.pop();
      try (FileChannel channel = lock.channel()) {
        if (channel.isOpen()) {
          Files.deleteIfExists(lock.file());
        }
      } finally {
        OURS.remove(lock.file());
      }
    }
  }
}
