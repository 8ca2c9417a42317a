package org.xen2kvm.migration.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.xen2kvm.file.Sha256;

/**
 * By what a disk is known again: a plan is made for one state of it. A digest of all of it would take as long as copying it,
 * so it is that of its first MiB (partition table, boot code, superblock), with size and time of the last write.
 *
 * @param size bytes of the file or device
 * @param modifiedNanos time of the last write, ns since 1970-01-01 UTC; 0 for a block device, whose node's time says nothing
 * @param startSha256 SHA-256 of its first MiB
 */
public record ImageIdentity(long size, long modifiedNanos, String startSha256) {
  private static final int START = 1 << 20;

  /** stat(2): the bits that tell what a file is, and those of a block device. */
  private static final int TYPE = 0170000;
  private static final int BLOCK_DEVICE = 0060000;

  /**
   * Returns whether a path leads to a regular file or a block device. To be asked before anything is opened: a pipe would
   * block for ever, another device might do anything.
   *
   * @throws IOException when that cannot be seen
   */
  public static boolean isDisk(Path image) throws IOException {
    int type = ((Number) Files.getAttribute(image, "unix:mode")).intValue() & TYPE;
    return Files.isRegularFile(image) || type == BLOCK_DEVICE;
  }

  /**
   * Returns the identity of an image as it is now.
   *
   * @throws UncheckedIOException when it cannot be read
   */
  public static ImageIdentity of(Path image) {
    try {
      if (!isDisk(image)) {
        throw new IOException(image + " is no file and no block device");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ)) {
      ByteBuffer start = ByteBuffer.allocate(START);
      while (start.hasRemaining() && channel.read(start) >= 0) {
        // A read may give less than was asked for.
      }
      MessageDigest digest = Sha256.begin();
      digest.update(start.flip());
      BasicFileAttributes attributes = Files.readAttributes(image, BasicFileAttributes.class);
      long modified = attributes.isRegularFile() ? attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS) : 0;
      // A block device's attributes say that it is empty; its end tells.
      long size = attributes.isRegularFile() ? attributes.size() : channel.position(0).size();
      return new ImageIdentity(size, modified, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
