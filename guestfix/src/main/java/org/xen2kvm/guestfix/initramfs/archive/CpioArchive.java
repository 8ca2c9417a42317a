package org.xen2kvm.guestfix.initramfs.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.initramfs.InitramfsException.Reason;

/**
 * A newc archive that the kernel unpacks: the same content always gives the same bytes.
 *
 * <p>Entries are sorted by name, so that a directory comes before what is in it; all belong to root, have the same time
 * and a number of their own. The end is padded to 512 bytes, as cpio and the kernel's {@code gen_init_cpio} do it. Parents
 * are not made by themselves: where an image has a link to a directory, an entry for that directory would replace it.
 */
public final class CpioArchive {
  private static final int FILE = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMLINK = 0120000;
  private static final int MOST_IN_PATH = 4095;
  private static final long MOST_BYTES = 512L << 20;
  private static final String TRAILER = "TRAILER!!!";

  private final long time;
  private final Map<String, Node> nodes = new TreeMap<>();
  private long size;

  /** An empty archive whose files were changed at the start of 1970. */
  public CpioArchive() {
    this(0);
  }

  /**
   * An empty archive.
   *
   * @param time when its files were changed, in seconds since 1970
   * @throws IllegalArgumentException when the time does not fit the format, which ends in 2106
   */
  public CpioArchive(long time) {
    if (time < 0 || time > 0xffffffffL) {
      throw new IllegalArgumentException("not a time of an archive: " + time);
    }
    this.time = time;
  }

  /**
   * Adds a directory, which may be there already.
   *
   * @throws IllegalArgumentException when the name is not a plain relative path, or is taken by something else
   */
  public CpioArchive directory(String name, int permissions) throws InitramfsException {
    return add(name, new Node(DIRECTORY | (permissions & 07777), new byte[0]));
  }

  /**
   * Adds a regular file.
   *
   * @throws IllegalArgumentException when the name is not a plain relative path, or is taken
   * @throws InitramfsException when the archive gets too large
   */
  public CpioArchive file(String name, int permissions, byte[] content) throws InitramfsException {
    return add(name, new Node(FILE | (permissions & 07777), content));
  }

  /**
   * Adds a symbolic link.
   *
   * @throws IllegalArgumentException when the name is not a plain relative path, or is taken, or the target is no path
   */
  public CpioArchive symlink(String name, String target) throws InitramfsException {
    byte[] body = target.getBytes(StandardCharsets.UTF_8);
    if (target.isEmpty() || target.indexOf('\0') >= 0 || body.length > MOST_IN_PATH) {
      throw new IllegalArgumentException("not a target of a link: '" + target.replace('\0', '\u2400') + "'");
    }
    return add(name, new Node(SYMLINK | 0777, body));
  }

  /** How many entries it has. */
  public int entries() {
    return nodes.size();
  }

  /** The archive with its trailer. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.min(size + 1024, Integer.MAX_VALUE - 8));
    int number = 1;
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      write(out, entry.getKey(), number++, time, entry.getValue());
    }
    write(out, TRAILER, 0, 0, new Node(0, new byte[0]));
    pad(out, 512);
    return out.toByteArray();
  }

  private CpioArchive add(String name, Node node) throws InitramfsException {
    checkName(name);
    size += 128 + name.length() + node.body.length;
    if (size > MOST_BYTES) {
      throw new InitramfsException(Reason.TOO_LARGE, "the archive gets larger than 512 MiB");
    }
    Node before = nodes.putIfAbsent(name, node);
    if (before != null && !(before.mode == node.mode && Arrays.equals(before.body, node.body))) {
      throw new IllegalArgumentException("two entries of an archive have the name '" + name + "'");
    }
    return this;
  }

  static void checkName(String name) {
    boolean bad = name.isEmpty() || name.indexOf('\0') >= 0 || name.equals(TRAILER)
        || name.getBytes(StandardCharsets.UTF_8).length > MOST_IN_PATH;
    for (String part : name.split("/", -1)) {
      bad |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    if (bad) {
      throw new IllegalArgumentException("not a name for an archive: '" + name.replace('\0', '\u2400') + "'");
    }
  }

  private static void write(ByteArrayOutputStream out, String name, int number, long time, Node node) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    // Magic, inode, mode, uid, gid, links, time, size, device (2), special device (2), length of name, checksum.
    out.writeBytes(String.format(Locale.ROOT, "070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X",
        number, node.mode, 0, 0, (node.mode & DIRECTORY) != 0 && (node.mode & FILE) == 0 ? 2 : 1, time, node.body.length,
        0, 0, 0, 0, nameBytes.length + 1, 0).getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(nameBytes);
    out.write(0);
    pad(out, 4);
    out.writeBytes(node.body);
    pad(out, 4);
  }

  private static void pad(ByteArrayOutputStream out, int unit) {
    while (out.size() % unit != 0) {
      out.write(0);
    }
  }

  /** What an entry is, apart from its name. */
  private static final class Node {
    private final int mode;
    private final byte[] body;

    Node(int mode, byte[] body) {
      this.mode = mode;
      this.body = body;
    }
  }
}
