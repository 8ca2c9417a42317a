/**
 * The decompressors that the kernel has for an initramfs, as streams over an image in memory that know exactly where
 * what they unpack ends.
 *
 * <p>Images come from guests and are untrusted: every stream bounds its memory and fails with an {@link
 * java.io.IOException} on damage. Gzip is the JDK's and xz a library's; LZ4 and Zstandard ({@code .zstd}) are decoded here.
 */
@NullMarked
package org.xen2kvm.guestfix.initramfs.unpack;

import org.jspecify.annotations.NullMarked;
