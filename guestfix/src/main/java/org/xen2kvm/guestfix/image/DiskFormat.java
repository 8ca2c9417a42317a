package org.xen2kvm.guestfix.image;

import java.util.Locale;
import java.util.Optional;

/**
 * The format of a disk image. Always declared, never probed: a guest that owns a raw disk can write a qcow2 header into it and
 * would so choose which file of the host is read behind it.
 */
public enum DiskFormat {
  RAW("raw"),
  QCOW2("qcow2"),
  QCOW("qcow"),
  QED("qed"),
  VMDK("vmdk"),
  VHD("vpc"),
  VHDX("vhdx"),
  VDI("vdi");

  private final String qemuName;

  DiskFormat(String qemuName) {
    this.qemuName = qemuName;
  }

  /** The name of its driver in QEMU, qemu-img and libvirt. */
  public String qemuName() {
    return qemuName;
  }

  /**
   * The format of that name, as QEMU, libvirt and Xen's tools spell it: {@code vhd} is {@code vpc}, {@code aio} is {@code raw}.
   */
  public static Optional<DiskFormat> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "vhd" -> Optional.of(VHD);
      case "aio" -> Optional.of(RAW);
      default -> {
        for (DiskFormat format : values()) {
          if (format.qemuName.equals(lower)) {
            yield Optional.of(format);
          }
        }
        yield Optional.empty();
      }
    };
  }
}
