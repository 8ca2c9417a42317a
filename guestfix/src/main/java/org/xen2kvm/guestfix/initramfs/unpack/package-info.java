/**
 * The decompressors that the kernel has for an initramfs, as streams over an image in memory that know exactly where
 * what they unpack ends.
 *
 * <p>Images come from guests and are untrusted: every stream bounds its memory and fails with an {@link
 * java.io.IOException} on damage. Zstandard and LZ4 are decoded here, in Java without {@code Unsafe}: the libraries at
 * hand either stop at windows of 8 MiB and read memory through {@code Unsafe}, or bring native code for each platform.
 */
@NullMarked
package org.xen2kvm.guestfix.initramfs.unpack;

import org.jspecify.annotations.NullMarked;
