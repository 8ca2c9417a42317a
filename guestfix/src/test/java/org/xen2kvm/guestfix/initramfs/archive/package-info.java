/** Tests of the archive that is appended. */
@NullMarked
package org.xen2kvm.guestfix.initramfs.archive;

import org.jspecify.annotations.NullMarked;
