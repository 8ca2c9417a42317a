/**
 * Zstandard (RFC 8878) as the kernel reads it: one frame, its blocks, and the two codes in them. In Java without {@code Unsafe}:
 * the libraries at hand either stop at windows of 8 MiB and read memory through {@code Unsafe}, or bring native code for each platform.
 */
@NullMarked
package org.xen2kvm.guestfix.initramfs.unpack.zstd;

import org.jspecify.annotations.NullMarked;
