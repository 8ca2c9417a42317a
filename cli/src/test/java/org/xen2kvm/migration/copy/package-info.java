/** Tests with the real qemu-img on small images. */
@NullMarked
package org.xen2kvm.migration.copy;

import org.jspecify.annotations.NullMarked;
