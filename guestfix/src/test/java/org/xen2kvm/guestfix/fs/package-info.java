/** Tests of the guest filesystem ports. */
@NullMarked
package org.xen2kvm.guestfix.fs;

import org.jspecify.annotations.NullMarked;
