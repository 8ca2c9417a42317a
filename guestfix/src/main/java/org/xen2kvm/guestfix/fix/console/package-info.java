/** Moves the login of a Xen console to the serial console. */
@NullMarked
package org.xen2kvm.guestfix.fix.console;

import org.jspecify.annotations.NullMarked;
