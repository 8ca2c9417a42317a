package org.xen2kvm.guestfix.bootloader;

import java.util.List;

/**
 * One system that a boot menu offers.
 *
 * @param id what the boot loader's default calls it: a number, a title, an id, a label
 * @param title what a person reads
 * @param kernel the kernel's path as it is written, without a device: {@code /vmlinuz-6.1} seen from /boot's own filesystem;
 *     empty when there is none
 * @param initrds the paths of its initramfs, as they are written
 * @param cmdline the kernel's command line
 * @param hypervisor whether it starts Xen's hypervisor, with the kernel as its first domain
 */
public record BootEntry(
    String id, String title, String kernel, List<String> initrds, String cmdline, boolean hypervisor) {
  public BootEntry {
    initrds = List.copyOf(initrds);
  }

  /** Returns the last name of the kernel's path. */
  public String kernelName() {
    return kernel.substring(kernel.lastIndexOf('/') + 1);
  }

  /** Returns whether a path is that of a Linux kernel, as far as its name tells; menus start memory tests in the same way. */
  static boolean isLinux(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return !name.isEmpty() && !name.startsWith("memtest") && !name.startsWith("$") && !name.endsWith(".c32");
  }

  /** Returns a path without the device that GRUB writes before it: {@code (hd0,0)/boot/vmlinuz}. */
  static String withoutDevice(String path) {
    int close = path.startsWith("(") ? path.indexOf(')') : -1;
    return path.substring(close + 1);
  }
}
