/** Proof on real guests: built from Debian's packages, migrated by the tool, and booted under libvirt and QEMU. */
@NullMarked
package org.xen2kvm.proof.guest;

import org.jspecify.annotations.NullMarked;
