/**
 * libguestfs's functions through JNA: the mapping, who owns which memory, and a handle whose every call is alone, in time and
 * cancellable. Public to the adapter's packages; others use {@link Cancellation} alone.
 */
@NullMarked
package org.xen2kvm.guestfix.libguestfs.nativecall;

import org.jspecify.annotations.NullMarked;
