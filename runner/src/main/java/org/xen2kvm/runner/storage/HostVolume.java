package org.xen2kvm.runner.storage;

/**
 * A volume in a storage pool of the host.
 *
 * @param pool the pool's name
 * @param name unique in the pool
 * @param path what a definition names: a file, or a block device
 * @param block whether it is a block device
 * @param capacity how many bytes it holds; for an image with a format of its own, how many its guest sees
 */
public record HostVolume(String pool, String name, String path, boolean block, long capacity) {}
