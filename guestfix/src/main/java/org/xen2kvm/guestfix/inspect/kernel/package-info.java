/** Finds a guest's kernels and what they and their initramfs bring of virtio. */
@NullMarked
package org.xen2kvm.guestfix.inspect.kernel;

import org.jspecify.annotations.NullMarked;
