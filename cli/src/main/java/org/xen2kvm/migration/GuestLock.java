package org.xen2kvm.migration;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two processes, and two threads, from working on the same guest. The operating system drops it when a process ends, however it
 * ends.
 */
final class GuestLock implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private GuestLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @throws MigrationException (TAKEN) when somebody else has it
   */
  static GuestLock take(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        taken = true;
        return new GuestLock(file, channel, lock);
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it: told below.
    } finally {
      if (!taken) {
        channel.close();
      }
    }
    throw new MigrationException(
        MigrationException.Reason.TAKEN, "Something else is migrating this guest (" + file + " is locked)", "", null);
  }

  /** Removes the file before the lock goes, so that nobody finds a lock file that means nothing. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    lock.release();
    channel.close();
  }
}
