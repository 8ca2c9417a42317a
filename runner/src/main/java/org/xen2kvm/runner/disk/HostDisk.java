package org.xen2kvm.runner.disk;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A disk as it is on this host.
 *
 * @param declared what the definition says of it
 * @param kind what lies at its path
 * @param size bytes of the file or the device; 0 when it cannot be read
 * @param unreadable why it cannot be read, in words; empty when it can
 * @param readOnly whether its filesystem lets nobody write
 * @param signature whose signature its bytes bear
 * @param vhd the footer, when it is declared a VHD and has one
 * @param answer what its header says; empty when nobody was asked, because there is no image that could be opened
 */
public record HostDisk(
    DeclaredDisk declared,
    FileKind kind,
    long size,
    Optional<String> unreadable,
    boolean readOnly,
    Optional<ImageSignature> signature,
    Optional<VhdFooter> vhd,
    Optional<ImageAnswer> answer) {

  /** Returns the image and those behind it, the top first; none when they cannot be read. */
  public List<ImageLayer> layers() {
    return answer.isPresent() && answer.get() instanceof ImageAnswer.Read read ? read.layers() : List.of();
  }

  /** Returns how many bytes a guest sees through QEMU; empty when the image cannot be read. */
  public OptionalLong virtualSize() {
    List<ImageLayer> layers = layers();
    return layers.isEmpty() ? OptionalLong.empty() : OptionalLong.of(layers.get(0).virtualSize());
  }

  /**
   * Returns how many bytes of a VHD QEMU leaves out: it takes the size from cylinders, heads and sectors unless it knows the
   * creator for one that means the current size (QEMU, block/vpc.c, vpc_open). Negative when it adds some; 0 for every other
   * format.
   */
  public long bytesCutOff() {
    OptionalLong seen = virtualSize();
    return seen.isEmpty() || vhd.isEmpty() ? 0 : vhd.get().currentSize() - seen.getAsLong();
  }
}
