/**
 * The ports of a guest's disks and files on libguestfs, and nothing else of this module on JNA. An appliance, a small virtual
 * machine of libguestfs, touches the untrusted filesystems; the host does not.
 */
@NullMarked
package org.xen2kvm.guestfix.libguestfs;

import org.jspecify.annotations.NullMarked;
