package org.xen2kvm.guestfix.initramfs.archive;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.xen2kvm.guestfix.initramfs.AppendPoint;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.initramfs.InitramfsException.Reason;
import org.xen2kvm.guestfix.initramfs.InitramfsListing;

/**
 * An archive that, appended to an initramfs, makes it find virtio devices.
 *
 * <p>Not compressed: what is appended is unpacked whatever decompressors the kernel has, and 6 MB more read by the boot
 * loader are not worth a difference in kind. (Behind LZ4 it is LZ4 without compression: {@link
 * InitramfsListing#appendPoint}.)
 */
public final class VirtioArchive {
  private static final int MOST_IN_FILE = 64 << 20;
  private static final long MOST_TOGETHER = 256L << 20;

  private final byte[] bytes;
  private final int entries;
  private final List<String> modules;

  private VirtioArchive(byte[] bytes, int entries, List<String> modules) {
    this.bytes = bytes;
    this.entries = entries;
    this.modules = modules;
  }

  /**
   * Carries a plan out.
   *
   * @throws InitramfsException when a module is empty, or they are too large together
   * @throws org.xen2kvm.guestfix.fs.GuestFilesystemException when a file cannot be read
   */
  public static VirtioArchive build(VirtioArchivePlan plan, ModuleSource source) throws InitramfsException {
    CpioArchive archive = new CpioArchive();
    for (String directory : plan.directories()) {
      archive.directory(directory, 0755);
    }
    long size = 0;
    for (VirtioArchivePlan.SourceFile file : plan.files()) {
      byte[] content = source.read(file.source(), MOST_IN_FILE);
      size += content.length;
      if (content.length > MOST_IN_FILE || size > MOST_TOGETHER) {
        throw new InitramfsException(Reason.TOO_LARGE, file.source() + " makes the archive too large");
      }
      if (content.length == 0 && isModule(file)) {
        throw new InitramfsException(Reason.CORRUPT, file.source() + " is empty: the guest's modules are damaged");
      }
      archive.file(file.target(), 0644, content);
    }
    for (VirtioArchivePlan.ExtraFile extra : plan.extras()) {
      archive.file(extra.target(), extra.permissions(), extra.content().getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = archive.bytes();
    return new VirtioArchive(
        plan.appendPoint().asLz4() ? StoredLz4.of(bytes) : bytes, archive.entries(), plan.modules());
  }

  /** What is to be written at {@link AppendPoint#offset}; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** How many entries it has, directories counted. */
  public int entries() {
    return entries;
  }

  /** The modules in it, in the order in which they can be loaded. */
  public List<String> modules() {
    return modules;
  }

  /** One line that says what it is. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d entries, %d modules, %d bytes", entries, modules.size(), bytes.length);
  }

  private static boolean isModule(VirtioArchivePlan.SourceFile file) {
    return file.target().substring(file.target().lastIndexOf('/') + 1).contains(".ko");
  }
}
