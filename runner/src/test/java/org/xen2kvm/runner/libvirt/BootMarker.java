package org.xen2kvm.runner.libvirt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes images whose boot sector prints a marker on the first serial port and halts: proof that the firmware loaded
 * <em>that</em> disk over the bus the definition gives it, without a guest system.
 *
 * <p>The line printed is {@code XEN2KVM-BOOT text\r\n}; {@link SerialLog} waits for it. Each kind of image carries the
 * same sector: hard disk, floppy, CD (El Torito without emulation).
 *
 * <p>It is BIOS code. UEFI firmware never loads a boot sector: of a UEFI domain a test can only say that it runs.
 */
public final class BootMarker {
  /** What every marker line begins with. */
  public static final String PREFIX = "XEN2KVM-BOOT ";

  /** 1 MiB: small enough to make hundreds of, large enough for every format's smallest geometry. */
  public static final int DISK_BYTES = 1 << 20;

  /**
   * The size of a 3½″ high-density floppy: 80 cylinders, 2 heads, 18 sectors. Firmware guesses the geometry from it.
   */
  public static final int FLOPPY_BYTES = 80 * 2 * 18 * 512;

  private static final int SECTOR = 512;
  private static final int CD_SECTOR = 2048;

  /** Where a partition table begins in a boot sector (byte 446): code and text stay below, as in a real one. */
  private static final int CODE_LIMIT = 446;

  /**
   * 16-bit real-mode code, at whatever address it is loaded (BIOSes differ between 0000:7C00 and 07C0:0000), followed
   * by the text with a zero at its end. COM1 is at 0x3F8; bit 5 of its line status register (0x3FD) says that it takes
   * a byte; without a port the register reads 0xFF, so the code never hangs in the loop.
   */
  private static final byte[] PRINT_AND_HALT = HexFormat.of().parseHex(String.join("",
      "FA",         // 00         cli
      "FC",         // 01         cld
      "E80000",     // 02         call 05
      "5E",         // 05         pop si              ; si = address of 05
      "81C62000",   // 06         add si, 25h - 05h   ; si = address of the text
      "2EAC",       // 0A next:   cs lodsb
      "84C0",       // 0C         test al, al
      "7412",       // 0E         jz halt
      "88C4",       // 10         mov ah, al
      "BAFD03",     // 12         mov dx, 3FDh
      "EC",         // 15 busy:   in al, dx
      "A820",       // 16         test al, 20h
      "74FB",       // 18         jz busy
      "BAF803",     // 1A         mov dx, 3F8h
      "88E0",       // 1D         mov al, ah
      "EE",         // 1F         out dx, al
      "EBE8",       // 20         jmp next
      "F4",         // 22 halt:   hlt
      "EBFD"));     // 23         jmp halt            ; 25 text

  private BootMarker() {}

  /** The line that the image prints, without its line end. */
  public static String line(String text) {
    return PREFIX + text;
  }

  /**
   * A hard disk of 1 MiB in a declared format. Formats other than raw are made by {@code qemu-img convert} from it.
   *
   * @param text printable ASCII, at most 393 characters
   * @return the file, which must not exist before
   */
  public static Path disk(Path file, DiskFormat format, String text) {
    if (format == DiskFormat.RAW) {
      return write(file, bootSector(text), DISK_BYTES);
    }
    Path raw = file.resolveSibling(file.getFileName() + ".raw-" + format.libvirtName());
    write(raw, bootSector(text), DISK_BYTES);
    try {
      qemuImg("convert", "-f", "raw", "-O", format.libvirtName(), raw.toString(), file.toString());
      Files.delete(raw);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return file;
  }

  /** A floppy of 1.44 MB, raw. Text and file as for {@link #disk}. */
  public static Path floppy(Path file, String text) {
    return write(file, bootSector(text), FLOPPY_BYTES);
  }

  /**
   * A CD (ISO 9660, empty) of 1 MiB that boots by El Torito without emulation, raw. Text and file as for {@link #disk}.
   */
  public static Path cd(Path file, String text) {
    return write(file, iso(text), DISK_BYTES);
  }

  /** The boot sector, 512 bytes. */
  static byte[] bootSector(String text) {
    if (!text.chars().allMatch(character -> character >= 0x20 && character < 0x7F)) {
      throw new IllegalArgumentException("not printable ASCII: " + text);
    }
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    code.writeBytes(PRINT_AND_HALT);
    code.writeBytes((line(text) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    code.write(0);
    if (code.size() > CODE_LIMIT) {
      throw new IllegalArgumentException("too long by " + (code.size() - CODE_LIMIT) + " characters: " + text);
    }
    byte[] sector = Arrays.copyOf(code.toByteArray(), SECTOR);
    sector[510] = 0x55;
    sector[511] = (byte) 0xAA;
    return sector;
  }

  /**
   * The first 24 sectors of the CD. Sectors 16 to 18: primary volume descriptor, El Torito boot record, terminator; 19
   * and 20: path tables; 21: the root directory, empty; 22: the boot catalog; 23: the boot image. ECMA-119 8.2–8.4,
   * 9.1, 9.4; El Torito 1.0, figures 2, 3, 7.
   */
  private static byte[] iso(String text) {
    ByteBuffer cd = ByteBuffer.allocate(24 * CD_SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    int blocks = DISK_BYTES / CD_SECTOR;
    byte[] rootRecord = directoryRecord((byte) 0, 21);

    int volume = 16 * CD_SECTOR;
    Arrays.fill(cd.array(), volume, volume + 883, (byte) ' '); // identifiers are padded with spaces
    descriptor(cd, 16, 1);
    cd.put(volume + 7, (byte) 0);
    cd.put(volume + 40, "XEN2KVM".getBytes(StandardCharsets.US_ASCII));
    cd.put(volume + 72, new byte[8]);
    bothEnds(cd, volume + 80, blocks);
    cd.put(volume + 88, new byte[32]);
    bothEndsShort(cd, volume + 120, 1);
    bothEndsShort(cd, volume + 124, 1);
    bothEndsShort(cd, volume + 128, CD_SECTOR);
    bothEnds(cd, volume + 132, 10); // one path table record of 10 bytes
    cd.putInt(volume + 140, 19);
    cd.putInt(volume + 144, 0);
    cd.putInt(volume + 148, Integer.reverseBytes(20));
    cd.putInt(volume + 152, 0);
    cd.put(volume + 156, rootRecord);
    for (int date = 813; date < 881; date += 17) { // "not specified" is sixteen zeros and a zero byte
      cd.put(volume + date, "0000000000000000\0".getBytes(StandardCharsets.US_ASCII));
    }
    cd.put(volume + 881, (byte) 1);
    cd.put(volume + 882, (byte) 0);

    int record = 17 * CD_SECTOR;
    descriptor(cd, 17, 0);
    cd.put(record + 7, "EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII));
    cd.putInt(record + 0x47, 22);

    descriptor(cd, 18, 255);

    cd.put(19 * CD_SECTOR, new byte[] {1, 0, 21, 0, 0, 0, 1, 0, 0, 0});
    cd.put(20 * CD_SECTOR, new byte[] {1, 0, 0, 0, 0, 21, 0, 1, 0, 0});
    cd.put(21 * CD_SECTOR, rootRecord);
    cd.put(21 * CD_SECTOR + rootRecord.length, directoryRecord((byte) 1, 21));

    int catalog = 22 * CD_SECTOR;
    cd.put(catalog, (byte) 1); // validation entry, for x86
    cd.putShort(catalog + 28, (short) (0x10000 - 0x0001 - 0xAA55)); // its words add up to zero
    cd.put(catalog + 30, (byte) 0x55);
    cd.put(catalog + 31, (byte) 0xAA);
    cd.put(catalog + 32, (byte) 0x88); // initial entry, bootable; no emulation and load segment 7C0 are zeros
    cd.putShort(catalog + 38, (short) (CD_SECTOR / SECTOR));
    cd.putInt(catalog + 40, 23);

    cd.put(23 * CD_SECTOR, bootSector(text));
    return cd.array();
  }

  private static void descriptor(ByteBuffer cd, int sector, int type) {
    cd.put(sector * CD_SECTOR, (byte) type);
    cd.put(sector * CD_SECTOR + 1, "CD001\1".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] directoryRecord(byte name, int sector) {
    ByteBuffer record = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN);
    record.put(0, (byte) 34);
    bothEnds(record, 2, sector);
    bothEnds(record, 10, CD_SECTOR);
    record.put(25, (byte) 2); // a directory
    bothEndsShort(record, 28, 1);
    record.put(32, (byte) 1);
    record.put(33, name);
    return record.array();
  }

  private static void bothEnds(ByteBuffer cd, int offset, int value) {
    cd.putInt(offset, value);
    cd.putInt(offset + 4, Integer.reverseBytes(value));
  }

  private static void bothEndsShort(ByteBuffer cd, int offset, int value) {
    cd.putShort(offset, (short) value);
    cd.putShort(offset + 2, Short.reverseBytes((short) value));
  }

  private static Path write(Path file, byte[] start, int size) {
    try (FileChannel image = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      image.write(ByteBuffer.wrap(start), 0);
      image.write(ByteBuffer.wrap(new byte[1]), size - 1L);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return file;
  }

  private static void qemuImg(String... arguments) throws IOException {
    ProcessBuilder command = new ProcessBuilder("qemu-img");
    command.command().addAll(List.of(arguments));
    Process process = command.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command.command() + " failed: " + output);
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(command.command() + " was interrupted", interrupted);
    }
  }
}
