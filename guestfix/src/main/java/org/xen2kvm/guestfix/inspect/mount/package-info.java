/** Finds a guest's root among its volumes, and what else it mounts. */
@NullMarked
package org.xen2kvm.guestfix.inspect.mount;

import org.jspecify.annotations.NullMarked;
