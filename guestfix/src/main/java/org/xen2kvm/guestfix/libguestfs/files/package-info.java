/**
 * The ports of a guest's files on a handle of libguestfs: read, write with labels, modes and owners kept, and run a command in
 * the guest's root. Public to the adapter's packages only.
 */
@NullMarked
package org.xen2kvm.guestfix.libguestfs.files;

import org.jspecify.annotations.NullMarked;
