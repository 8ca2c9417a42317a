package org.xen2kvm.guestfix.inspect.boot;

import java.nio.charset.StandardCharsets;

/** Boot sectors with the marks by which they are known, made by hand: none of the loaders' code is in them. */
public final class BootSectors {
  private BootSectors() {}

  private static byte[] sector(int codeByte) {
    byte[] sector = new byte[512];
    sector[0] = (byte) codeByte;
    return sector;
  }

  private static byte[] bootable(byte[] sector) {
    sector[510] = 0x55;
    sector[511] = (byte) 0xaa;
    return sector;
  }

  private static void text(byte[] sector, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, sector, at, bytes.length);
  }

  private static void number(byte[] sector, int at, long value, int length) {
    for (int i = 0; i < length; i++) {
      sector[at + i] = (byte) (value >>> (8 * i));
    }
  }

  /** GRUB 2's boot.img, whose core image begins at that sector. */
  public static byte[] grub2(long core) {
    byte[] sector = sector(0xeb);
    number(sector, 0x5c, core, 8);
    sector[0x64] = (byte) 0xff;
    text(sector, 0x180, "GRUB \0Geom\0Hard Disk\0Read\0 Error\r\n\0");
    return bootable(sector);
  }

  /** The first sector of GRUB 2's core image. */
  public static byte[] grub2Core() {
    byte[] sector = sector(0x52);
    text(sector, 0x11b, "loading\0.\0\r\n\0Geom\0Read\0 Error\0");
    number(sector, 0x1f4, 2, 8);
    number(sector, 0x1fe, 0x820, 2);
    return sector;
  }

  /** GRUB legacy's stage 1, which goes on at that sector. */
  public static byte[] grubLegacy(long next) {
    byte[] sector = sector(0xeb);
    sector[0x3e] = 3;
    sector[0x3f] = 2;
    number(sector, 0x44, next, 4);
    text(sector, 0x17f, "GRUB \0Geom\0Hard Disk\0Read\0 Error\0");
    return bootable(sector);
  }

  /** The first sector of GRUB legacy's stage 1.5 or 2. */
  public static byte[] grubLegacyStage() {
    byte[] sector = sector(0x52);
    text(sector, 0x100, "Loading stage1.5\0.\0\r\n\0Geom\0Read\0 Error\0");
    return sector;
  }

  /** An MBR that starts the active partition. */
  public static byte[] generic() {
    byte[] sector = sector(0x33);
    text(sector, 0x100, "Missing operating system.\r\n\0");
    return bootable(sector);
  }

  /** An MBR with a signature and no code. */
  public static byte[] empty() {
    return bootable(new byte[512]);
  }

  /** The boot sector of a partition with EXTLINUX. */
  public static byte[] extlinux() {
    byte[] sector = sector(0xeb);
    text(sector, 3, "EXTLINUX");
    return bootable(sector);
  }

  /** The boot sector of a partition with NTFS. */
  public static byte[] windows() {
    byte[] sector = sector(0xeb);
    text(sector, 3, "NTFS    ");
    text(sector, 0x100, "BOOTMGR is missing");
    return bootable(sector);
  }

  /** LILO's first stage. */
  public static byte[] lilo() {
    byte[] sector = sector(0xfa);
    text(sector, 6, "LILO");
    return bootable(sector);
  }

  /** The same sector with a partition in its table. */
  public static byte[] withPartition(byte[] mbr, int entry, boolean active, int type, long start) {
    int at = 0x1be + 16 * entry;
    mbr[at] = (byte) (active ? 0x80 : 0);
    mbr[at + 4] = (byte) type;
    number(mbr, at + 8, start, 4);
    number(mbr, at + 12, 2048, 4);
    return mbr;
  }

  /** A GPT header and, behind it, one entry with that attribute bit and start. */
  public static byte[] gpt(long attributes, long start) {
    byte[] gpt = new byte[1024];
    text(gpt, 0, "EFI PART");
    number(gpt, 0x48, 2, 8);
    number(gpt, 0x50, 128, 4);
    number(gpt, 0x54, 128, 4);
    number(gpt, 512, 0x1234, 8);
    number(gpt, 512 + 32, start, 8);
    number(gpt, 512 + 48, attributes, 8);
    return gpt;
  }
}
