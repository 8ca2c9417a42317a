/**
 * Where a host keeps disks: its storage pools, the volumes in them, and the port
 * {@link org.xen2kvm.runner.storage.HostVolumes} by which they are made, filled and read. What lies in files of this machine is
 * {@code org.xen2kvm.runner.disk}.
 */
@NullMarked
package org.xen2kvm.runner.storage;

import org.jspecify.annotations.NullMarked;
