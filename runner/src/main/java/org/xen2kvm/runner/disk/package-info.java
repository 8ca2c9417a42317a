/**
 * The disks of a definition as they are on this host: what lies where it says, and what stands against starting or copying it.
 * Knows neither libvirt nor qemu-img; who reads images is a port, {@link org.xen2kvm.runner.disk.ImageReader}.
 */
@NullMarked
package org.xen2kvm.runner.disk;

import org.jspecify.annotations.NullMarked;
