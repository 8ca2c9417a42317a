/** Tests of the inspection. */
@NullMarked
package org.xen2kvm.guestfix.inspect;

import org.jspecify.annotations.NullMarked;
