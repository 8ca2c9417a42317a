package org.xen2kvm.runner.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * Looks at disks on this host, and opens none for writing. Of the image itself only its first and last 512 bytes are read, as
 * data; what its header says comes from an {@link ImageReader}. Safe for use by several threads if that is.
 */
public final class HostDisks {
  /** What QEMU calls a VHD. */
  private static final String VHD = "vpc";

  private final ImageReader images;

  public HostDisks(ImageReader images) {
    this.images = images;
  }

  /** Returns a disk as it is now. What is wrong with it is part of that; see {@link DiskProblems}. */
  public HostDisk look(DeclaredDisk disk) {
    Path file = disk.file();
    FileKind kind = FileKind.OTHER;
    try {
      kind = FileKind.of(file);
      if (kind == FileKind.MISSING || kind == FileKind.OTHER) {
        return closed(disk, kind, Optional.empty());
      }
      return opened(disk, kind);
    } catch (IOException e) {
      return closed(disk, kind, Optional.of(reason(e)));
    }
  }

  private HostDisk opened(DeclaredDisk disk, FileKind kind) throws IOException {
    long size;
    byte[] start;
    byte[] end;
    try (FileChannel channel = FileChannel.open(disk.file(), StandardOpenOption.READ)) {
      size = channel.size();
      start = read(channel, 0);
      end = read(channel, Math.max(0, size - ImageSignature.LENGTH));
    }
    return new HostDisk(
        disk,
        kind,
        size,
        Optional.empty(),
        kind == FileKind.FILE && Files.getFileStore(disk.file()).isReadOnly(),
        ImageSignature.of(start, end),
        disk.format().equals(VHD) ? VhdFooter.of(start, end) : Optional.empty(),
        Optional.of(images.read(disk.file(), disk.format())));
  }

  private static HostDisk closed(DeclaredDisk disk, FileKind kind, Optional<String> unreadable) {
    return new HostDisk(disk, kind, 0, unreadable, false, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static byte[] read(FileChannel channel, long position) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(ImageSignature.LENGTH);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
      // A read may give less than was asked for.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "Permission denied";
    }
    return e instanceof NoSuchFileException ? "No such file or directory" : String.valueOf(e.getMessage());
  }
}
