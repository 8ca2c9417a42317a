package org.xen2kvm.guestfix.fix.mount;

import java.util.Optional;
import org.xen2kvm.guestfix.device.XenDeviceName;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixContext;

/** Says what a file is to name instead of a disk's name under Xen, in the three spellings that files take. */
final class KvmDevices {
  private final FixContext context;

  KvmDevices(FixContext context) {
    this.context = context;
  }

  /** Returns {@code UUID=…}, or the kernel's name where there is no UUID; empty when it is none of the guest's disks. */
  Optional<String> tag(String device) {
    return XenDeviceName.of(device).flatMap(context::stableName);
  }

  /** Returns the same as a path, {@code /dev/disk/by-uuid/…}: for files that know no tags. */
  Optional<String> path(String device) {
    return tag(device).map(KvmDevices::asPath);
  }

  /** Returns the kernel's name, {@code /dev/vda2}: for what has no UUID that lasts. */
  Optional<String> kernelName(String device) {
    return XenDeviceName.of(device).flatMap(context::kvmName).map(name -> "/dev/" + name);
  }

  /** Returns what is on the disk or partition. */
  Optional<Volume> volume(String device) {
    return XenDeviceName.of(device).flatMap(context::volume);
  }

  /** Returns a tag as the path that udev gives it. */
  static String asPath(String tag) {
    return tag.startsWith("UUID=") ? "/dev/disk/by-uuid/" + tag.substring("UUID=".length()) : tag;
  }
}
