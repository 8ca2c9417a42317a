/** Tells what operating system a guest has. */
@NullMarked
package org.xen2kvm.guestfix.inspect.system;

import org.jspecify.annotations.NullMarked;
