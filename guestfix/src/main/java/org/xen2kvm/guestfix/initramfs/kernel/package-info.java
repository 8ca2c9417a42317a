/**
 * A guest's kernels, told from their files: the image's header, the build's configuration, and what its modules need of
 * each other. Pure; texts and bytes come from guests and are bounded.
 */
@NullMarked
package org.xen2kvm.guestfix.initramfs.kernel;

import org.jspecify.annotations.NullMarked;
