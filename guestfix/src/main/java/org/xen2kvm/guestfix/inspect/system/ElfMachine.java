package org.xen2kvm.guestfix.inspect.system;

import java.util.Optional;

/** Tells for which machine a program was made, by its ELF header. */
final class ElfMachine {
  /** Bytes of the header that tell. */
  static final int HEADER = 20;

  private ElfMachine() {}

  /**
   * Returns the machine as {@code uname -m} calls it; empty when this is no ELF program, or one for a machine that has no Xen.
   */
  static Optional<String> of(byte[] header) {
    boolean elf = header.length >= HEADER && header[0] == 0x7f && header[1] == 'E' && header[2] == 'L' && header[3] == 'F';
    if (!elf) {
      return Optional.empty();
    }
    boolean bigEndian = header[5] == 2;
    int machine = (header[bigEndian ? 19 : 18] & 0xff) | (header[bigEndian ? 18 : 19] & 0xff) << 8;
    return switch (machine) {
      case 3 -> Optional.of("i686");
      case 0x3e -> Optional.of("x86_64");
      case 0x28 -> Optional.of("armv7l");
      case 0xb7 -> Optional.of("aarch64");
      case 0xf3 -> Optional.of("riscv64");
      default -> Optional.empty();
    };
  }
}
