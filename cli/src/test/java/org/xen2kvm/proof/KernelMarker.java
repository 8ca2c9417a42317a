package org.xen2kvm.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xen2kvm.runner.libvirt.BootMarker;
import org.xen2kvm.runner.libvirt.DiskFormat;

/**
 * Writes a "kernel" that prints a marker on the first serial port and halts: proof that the emulator loaded and entered
 * the kernel which the definition names.
 *
 * <p>It is a bzImage whose real-mode setup code is that of {@link BootMarker}'s boot sector, which runs at any address.
 * Header fields: Linux, Documentation/x86/boot.rst, "The Real-Mode Kernel Header". Protocol 2.03 is the oldest that
 * takes an initrd anywhere below {@code initrd_addr_max}.
 */
final class KernelMarker {
  private static final int SECTOR = 512;
  private static final int SETUP_SECTORS = 2;

  /** Behind the header of protocol 2.15, the newest; protocol 2.03 ends before. */
  private static final int CODE = 0x280;

  private KernelMarker() {}

  /** Writes the file, which must not exist before; the line printed is {@link BootMarker#line} of the text. */
  static Path write(Path file, String text) {
    try {
      Path disk = BootMarker.disk(file.resolveSibling(file.getFileName() + ".sector"), DiskFormat.RAW, text);
      byte[] sector = new byte[SECTOR];
      System.arraycopy(Files.readAllBytes(disk), 0, sector, 0, SECTOR);
      Files.delete(disk);
      ByteBuffer kernel =
          ByteBuffer.allocate((1 + SETUP_SECTORS) * SECTOR + SECTOR).order(ByteOrder.LITTLE_ENDIAN);
      kernel.put(0x1F1, (byte) SETUP_SECTORS);
      kernel.putShort(0x1FE, (short) 0xAA55); // boot_flag
      kernel.put(0x200, (byte) 0xEB); // jmp to the code
      kernel.put(0x201, (byte) (CODE - 0x202));
      kernel.put(0x202, "HdrS".getBytes(StandardCharsets.US_ASCII));
      kernel.putShort(0x206, (short) 0x0203); // protocol version
      kernel.put(0x211, (byte) 0x01); // loadflags: protected-mode code at 1 MiB
      kernel.putInt(0x22C, 0x37FF_FFFF); // initrd_addr_max
      kernel.put(CODE, sector);
      return Files.write(file, kernel.array());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
