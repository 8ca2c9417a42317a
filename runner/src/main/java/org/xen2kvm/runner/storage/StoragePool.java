package org.xen2kvm.runner.storage;

import java.util.Optional;

/**
 * A storage pool of the host: where it keeps disks.
 *
 * @param name unique on the host
 * @param active false means that its volumes cannot be used and its sizes are not known (0)
 * @param autostart whether the host activates it when it starts
 * @param capacity bytes in all
 * @param available bytes that are free
 * @param path its folder on the host, empty for a pool that is none (an RBD or Gluster pool)
 */
public record StoragePool(
    String name, boolean active, boolean autostart, long capacity, long available, Optional<String> path) {}
