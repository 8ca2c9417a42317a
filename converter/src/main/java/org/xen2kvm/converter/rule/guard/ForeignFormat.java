package org.xen2kvm.converter.rule.guard;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.Finding;

/**
 * What holds a guest, or a part of one, and is no definition that can be read: archives, disk images, listings. Told apart by
 * their first bytes, never by a name.
 */
public enum ForeignFormat {
  XVA("an export of XenServer or XCP-ng (XVA)",
      "Unpack it (tar -xf FILE): ova.xml says what the guest is, and Ref:N/ holds its disks in pieces of 1 MiB; docs/sources.md"
          + " puts them together. Then write NAME.cfg with the guest's name, memory, vcpus, disk and vif, and convert that."),
  OVA("an OVA, an appliance in a tar archive",
      "virt-v2v takes it: virt-v2v -i ova FILE -o local -os DIR. Of a Xen guest, take its disks out (tar -xf FILE) and convert"
          + " a NAME.cfg that names them."),
  TAR("a tar archive", "Unpack it (tar -xf FILE) and convert the definitions inside."),
  GZIP("a file compressed by gzip", "Unpack it: gunzip -c FILE > OTHER, and convert that if it is a definition."),
  XZ("a file compressed by xz", "Unpack it: xz -dc FILE > OTHER, and convert that if it is a definition."),
  ZSTD("a file compressed by zstd", "Unpack it: zstd -dc FILE > OTHER, and convert that if it is a definition."),
  BZIP2("a file compressed by bzip2", "Unpack it: bzip2 -dc FILE > OTHER, and convert that if it is a definition."),
  ZIP("a ZIP archive", "Unpack it (unzip FILE) and convert the definitions inside."),
  QCOW2("a disk image (qcow2)", Advice.DISK),
  VHD("a disk image (VHD)", Advice.DISK),
  VHDX("a disk image (VHDX)", Advice.DISK),
  VMDK("a disk image (VMDK)", Advice.DISK),
  VDI("a disk image (VDI)", Advice.DISK),
  BOOT_SECTOR("a disk image (it begins with a boot sector)", Advice.DISK),
  FILE_SYSTEM("a disk image (it begins with a file system)", Advice.DISK),
  VMX("a definition of VMware (VMX)",
      "virt-v2v takes it: virt-v2v -i vmx FILE -o local -os DIR. Only definitions of Xen are converted here."),
  XL_LISTING("a listing of Xen's xl (JSON)",
      "Give the file that the guest was made from, mostly /etc/xen/NAME.cfg. Where it is lost, write it anew with the name,"
          + " memory, vcpus, disk and vif that stand here.");

  /** So many bytes are enough to tell: the magic number of ext file systems lies at 1080. */
  public static final int LOOKED_AT = 4096;

  private final String title;
  private final String advice;

  ForeignFormat(String title, String advice) {
    this.title = title;
    this.advice = advice;
  }

  /** What several formats have in common. */
  private static final class Advice {
    static final String DISK =
        "A disk does not tell what its guest is. Convert the definition: /etc/xen/NAME.cfg, or virsh dumpxml --inactive NAME on"
            + " the Xen host. Where only disks are left, xen2kvm plan FILE plans a guest from them.";

    private Advice() {}
  }

  /**
   * Returns what a text or a file is by its start; empty for what may be a definition.
   *
   * @param start the text, or the first bytes, each as a character (ISO 8859-1)
   */
  public static Optional<ForeignFormat> of(String start) {
    // The usual case first: only VirtualBox begins images with such a sign.
    if (start.startsWith("<")) {
      return start.startsWith("<<< ") ? Optional.of(VDI) : Optional.empty();
    }
    ForeignFormat format = archive(start);
    format = format == null ? image(start) : format;
    return Optional.ofNullable(format == null ? text(start) : format);
  }

  /** What it is, with its article. */
  public String title() {
    return title;
  }

  /** Returns whether it is the image of a disk. */
  public boolean isDisk() {
    return advice.equals(Advice.DISK);
  }

  /** Returns the finding that refuses it. */
  public Finding finding() {
    return SyntaxGuard.CONTAINER.finding("This is no definition but " + title, 0, 0, advice);
  }

  private static @Nullable ForeignFormat archive(String start) {
    if (start.startsWith("\u001F\u008B")) {
      return GZIP;
    }
    if (start.startsWith("\u00FD7zXZ\0")) {
      return XZ;
    }
    if (start.startsWith("(\u00B5/\u00FD")) {
      return ZSTD;
    }
    if (start.startsWith("BZh") && start.startsWith("1AY&SY", 4)) {
      return BZIP2;
    }
    if (start.startsWith("PK\u0003\u0004")) {
      return ZIP;
    }
    // xapi's own writer; whatever stands at 257, no text has a zero behind such a name.
    if (start.startsWith("ova.xml\0")) {
      return XVA;
    }
    if (!start.startsWith("ustar", 257)) { // POSIX.1-1988, and GNU tar with blanks behind it
      return null;
    }
    int end = start.indexOf('\0');
    return start.startsWith(".ovf", end - 4) ? OVA : TAR;
  }

  private static @Nullable ForeignFormat image(String start) {
    if (start.startsWith("QFI\u00FB")) {
      return QCOW2;
    }
    if (start.startsWith("conectix")) { // a dynamic one; one of fixed size has it at its end and begins as the disk does
      return VHD;
    }
    if (start.startsWith("vhdxfile")) {
      return VHDX;
    }
    if (start.startsWith("KDMV") || start.startsWith("# Disk DescriptorFile")) {
      return VMDK;
    }
    if (start.startsWith("U\u00AA", 510)) {
      return BOOT_SECTOR;
    }
    // ext's superblock at 1024 has its magic number at 56.
    return start.startsWith("XFSB") || start.startsWith("S\u00EF", 1080) ? FILE_SYSTEM : null;
  }

  private static @Nullable ForeignFormat text(String start) {
    int at = 0;
    while (at < start.length() && start.charAt(at) <= ' ' && start.charAt(at) != 0) {
      at++;
    }
    char first = at < start.length() ? start.charAt(at) : 0;
    String head = start.length() > LOOKED_AT ? start.substring(0, LOOKED_AT) : start;
    if (first == '[' || first == '{') {
      return head.contains("\"c_info\"") || head.contains("\"domid\"") ? XL_LISTING : null;
    }
    boolean vmware = head.startsWith(".encoding") || head.startsWith("config.version") || head.contains("\nconfig.version")
        || head.contains("\nvirtualHW.version");
    return vmware ? VMX : null;
  }
}
