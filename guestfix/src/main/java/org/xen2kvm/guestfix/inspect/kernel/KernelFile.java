package org.xen2kvm.guestfix.inspect.kernel;

import org.xen2kvm.guestfix.fs.GuestPath;

/**
 * A kernel image that was found.
 *
 * @param image the file, links followed
 * @param suffix what its name has behind {@code vmlinuz-}, which its initramfs has, too; empty when its directory says the
 *     version
 * @param release the kernel's release; of a rescue kernel the suffix
 * @param modulesRelease under which its modules are; the same but for rescue kernels
 */
record KernelFile(GuestPath image, String suffix, String release, String modulesRelease) {
  GuestPath directory() {
    return image.parent().orElse(GuestPath.ROOT);
  }
}
