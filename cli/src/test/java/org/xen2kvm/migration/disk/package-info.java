/** Tests with the real qemu-img on small images. */
@NullMarked
package org.xen2kvm.migration.disk;

import org.jspecify.annotations.NullMarked;
