/** The disks of a definition, held against this host: what {@code runner.disk} says of them, read with qemu-img, as findings. */
@NullMarked
package org.xen2kvm.migration.disk;

import org.jspecify.annotations.NullMarked;
