/** Tests of the module as a whole. */
@NullMarked
package org.xen2kvm.guestfix;

import org.jspecify.annotations.NullMarked;
