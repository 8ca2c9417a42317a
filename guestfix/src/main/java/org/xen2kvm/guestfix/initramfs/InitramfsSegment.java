package org.xen2kvm.guestfix.initramfs;

import org.xen2kvm.guestfix.initramfs.unpack.Compression;

/**
 * One of the archives that make up an initramfs.
 *
 * @param offset where it starts in the image
 * @param end the offset behind it
 * @param compression how it is packed
 * @param unpackedSize its size unpacked
 */
public record InitramfsSegment(int offset, int end, Compression compression, long unpackedSize) {}
