/** Tests of the console's fixes. */
@NullMarked
package org.xen2kvm.guestfix.fix.console;

import org.jspecify.annotations.NullMarked;
