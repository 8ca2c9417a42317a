/** Tests of the fixes of what boots and how. */
@NullMarked
package org.xen2kvm.guestfix.fix.boot;

import org.jspecify.annotations.NullMarked;
