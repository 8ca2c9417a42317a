package org.xen2kvm.migration.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xen2kvm.migration.plan.ImageIdentity;

/**
 * A file or a block device as it was at one time.
 *
 * @param file where it is
 * @param inode its number in its filesystem, which another file of the same name does not have; 0 for a block device, whose node
 *     is made anew at each start of the host
 * @param identity size, time of the last write, and how it begins
 */
public record FileState(Path file, long inode, ImageIdentity identity) {

  /**
   * Returns the state as it is now.
   *
   * @throws java.io.UncheckedIOException when it cannot be read
   */
  static FileState of(Path file) throws IOException {
    boolean regular = Files.isRegularFile(file);
    return new FileState(file, regular ? inode(file) : 0, ImageIdentity.of(file));
  }

  static long inode(Path file) throws IOException {
    return ((Number) Files.getAttribute(file, "unix:ino")).longValue();
  }

  /** Returns the same state of a file that moves there. */
  FileState at(Path place) {
    return new FileState(place, inode, identity);
  }

  /** Returns whether an unchanged state means unchanged content. A block device tells no time of a write. */
  boolean isTelling() {
    return identity.modifiedNanos() != 0;
  }
}
