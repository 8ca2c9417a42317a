/** Tests of the inspection: boot. */
@NullMarked
package org.xen2kvm.guestfix.inspect.boot;

import org.jspecify.annotations.NullMarked;
