package org.xen2kvm.runner.libvirt;

import java.util.Locale;
import java.util.Optional;

/** The image formats in which a {@link BootMarker} can be written, by the names libvirt and qemu-img share. */
public enum DiskFormat {
  RAW,
  QCOW,
  QCOW2,
  QED,
  VDI,
  VMDK,
  VPC;

  /** The format's name in {@code <driver type='…'/>} and in {@code qemu-img -O}. */
  public String libvirtName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format libvirt calls so, empty when no marker can be written in it. */
  public static Optional<DiskFormat> named(String libvirtName) {
    for (DiskFormat format : values()) {
      if (format.libvirtName().equals(libvirtName)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
