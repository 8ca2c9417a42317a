package org.xen2kvm.guestfix.initramfs;

/**
 * Where in an image an archive is to be appended: the image's first {@code keep} bytes stay, then come {@code padding}
 * zeros, then the archive.
 *
 * @param keep the bytes of the image that stay; fewer than it has only where zeros were at its end
 * @param padding how many zeros come then
 * @param asLz4 whether the archive must be LZ4, because the image ends so
 */
public record AppendPoint(long keep, int padding, boolean asLz4) {
  public AppendPoint {
    if (keep < 0 || padding < 0 || padding > 3) {
      throw new IllegalArgumentException("no place to append at: " + keep + " + " + padding);
    }
  }

  /** The zeros between image and archive. */
  public byte[] zeros() {
    return new byte[padding];
  }

  /** Where the archive starts. */
  public long offset() {
    return keep + padding;
  }
}
