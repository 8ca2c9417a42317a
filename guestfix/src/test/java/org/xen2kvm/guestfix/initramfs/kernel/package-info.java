/** Tests of reading a kernel's files. */
@NullMarked
package org.xen2kvm.guestfix.initramfs.kernel;

import org.jspecify.annotations.NullMarked;
