/**
 * What an initramfs holds, whether drivers may be appended to it, and the archive that is appended.
 *
 * <p>Pure: bytes in, values out; files are read and written by others. Images come from guests and are untrusted, so
 * every count, size and name is bounded, and what breaks a bound is an {@link
 * org.xen2kvm.guestfix.initramfs.InitramfsException} with a reason.
 *
 * <p>The format is the kernel's: {@code Documentation/driver-api/early-userspace/buffer-format.rst} and {@code
 * init/initramfs.c}. An image is a row of newc archives, each packed or not, with zeros between them; each is unpacked over
 * what the ones before it left. So an archive put behind an image adds to it, without unpacking or rebuilding it and
 * without running anything of the guest.
 */
@NullMarked
package org.xen2kvm.guestfix.initramfs;

import org.jspecify.annotations.NullMarked;
