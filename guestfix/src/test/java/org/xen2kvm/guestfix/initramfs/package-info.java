/** Tests of listing and extending an initramfs. */
@NullMarked
package org.xen2kvm.guestfix.initramfs;

import org.jspecify.annotations.NullMarked;
