/** Tests of the decompressors. */
@NullMarked
package org.xen2kvm.guestfix.initramfs.unpack;

import org.jspecify.annotations.NullMarked;
