package org.xen2kvm.runner.disk;

import java.nio.file.Path;

/**
 * The way to what the headers of images say. Formats are declared to it and never probed: a guest that owns a raw disk can write
 * a qcow2 header into it, and would so choose which file of the host is read behind it.
 */
@FunctionalInterface
public interface ImageReader {
  /**
   * Returns what an existing image and those behind it say. Whoever implements it throws an unchecked exception of its own when
   * asking is impossible here, as when a program is not installed.
   *
   * @param format the declared format, by the name of QEMU's driver
   */
  ImageAnswer read(Path file, String format);
}
