/** Does what a plan says, on overlays, and verifies that it is done. */
@NullMarked
package org.xen2kvm.guestfix.apply;

import org.jspecify.annotations.NullMarked;
