package org.xen2kvm.migration.copy;

import java.util.List;
import java.util.Optional;
import org.xen2kvm.guestfix.image.DiskFormat;

/**
 * What stands beside a copy and says how far it is: it is what an interrupted copy goes on from, and by what a finished one is
 * known again. Never believed beyond what the files themselves say.
 *
 * @param layers the source and the images behind it as they were when the copy began, the top first
 * @param sourceFormat the source's declared format
 * @param virtualSize bytes that a guest sees in it
 * @param format the copy's format
 * @param inode that of the unfinished file, which it keeps when it gets its name
 * @param copied bytes from the beginning that are in the copy and on the disk itself
 * @param result the copy after it was compared with the source; empty while it is not
 */
public record CopyRecord(
    List<FileState> layers,
    DiskFormat sourceFormat,
    long virtualSize,
    DiskFormat format,
    long inode,
    long copied,
    Optional<FileState> result) {
  public CopyRecord {
    layers = List.copyOf(layers);
    if (layers.isEmpty() || virtualSize < 0 || copied < 0 || copied > virtualSize) {
      throw new IllegalArgumentException("A copy of " + copied + " of " + virtualSize + " bytes is none");
    }
    if (result.isPresent() && copied != virtualSize) {
      throw new IllegalArgumentException("What is not copied to its end cannot have been compared");
    }
  }

  CopyRecord withCopied(long bytes) {
    return new CopyRecord(layers, sourceFormat, virtualSize, format, inode, bytes, Optional.empty());
  }

  CopyRecord finished(FileState file) {
    return new CopyRecord(layers, sourceFormat, virtualSize, format, inode, copied, Optional.of(file));
  }

  /** Returns whether it is about a copy of the same source, unchanged, in the same format. */
  boolean isOf(CopyRecord wanted) {
    return layers.equals(wanted.layers) && isLike(wanted);
  }

  /** Returns whether it is about a copy of the same source in the same format, whatever was written to the source since. */
  boolean isLike(CopyRecord wanted) {
    return layers.get(0).file().equals(wanted.layers.get(0).file()) && sourceFormat == wanted.sourceFormat
        && virtualSize == wanted.virtualSize && format == wanted.format;
  }
}
