/**
 * The files of a stopped guest, as two ports: one that only reads, for planning, and one that also writes, for
 * applying.
 *
 * <p>Paths are the guest's own, from its root; the host's filesystem is out of reach. Adapters live elsewhere:
 * libguestfs in {@code org.xen2kvm.guestfix.libguestfs}, a folder for tests.
 */
@NullMarked
package org.xen2kvm.guestfix.fs;

import org.jspecify.annotations.NullMarked;
