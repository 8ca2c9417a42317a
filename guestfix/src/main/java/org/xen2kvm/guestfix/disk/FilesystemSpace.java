package org.xen2kvm.guestfix.disk;

/**
 * What is free on a mounted filesystem.
 *
 * @param freeBytes bytes that files may still take
 * @param freeInodes files that may still be made; {@link Long#MAX_VALUE} where the filesystem does not count them
 */
public record FilesystemSpace(long freeBytes, long freeInodes) {}
