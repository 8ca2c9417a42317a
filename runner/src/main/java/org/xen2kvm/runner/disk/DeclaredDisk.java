package org.xen2kvm.runner.disk;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A disk as a definition declares it.
 *
 * @param file where its image is; made absolute
 * @param format its format, by the name of QEMU's driver: {@code raw}, {@code qcow2}, {@code vpc}
 * @param kind what the definition takes it for, a file or a block device; empty when it does not say
 * @param writable whether the guest may write to it
 */
public record DeclaredDisk(Path file, String format, Optional<FileKind> kind, boolean writable) {
  /** Makes the path absolute. */
  public DeclaredDisk {
    file = file.toAbsolutePath().normalize();
  }
}
