package org.xen2kvm.runner.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What lies at a path of this host. */
public enum FileKind {
  FILE("a regular file"),
  BLOCK_DEVICE("a block device"),
  /** A directory, a pipe, a character device: nothing that can be a disk, and perhaps nothing that may be opened. */
  OTHER("neither a file nor a block device"),
  MISSING("missing");

  /** stat(2), st_mode: the bits that tell what a file is, and those of a block device. */
  private static final int TYPE = 0170000;

  private static final int BLOCK = 0060000;

  private final String words;

  FileKind(String words) {
    this.words = words;
  }

  /** Returns what it is, to be read after "this is". */
  public String words() {
    return words;
  }

  /**
   * Returns what a path leads to, links followed. To be asked before anything is opened: a pipe would block for ever.
   *
   * @throws IOException when that cannot be seen
   */
  public static FileKind of(Path path) throws IOException {
    if (Files.notExists(path)) {
      return MISSING;
    }
    if (Files.isRegularFile(path)) {
      return FILE;
    }
    int type = ((Number) Files.getAttribute(path, "unix:mode")).intValue() & TYPE;
    return type == BLOCK ? BLOCK_DEVICE : OTHER;
  }
}
