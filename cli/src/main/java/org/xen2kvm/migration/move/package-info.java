/** Moving a KVM domain to another KVM host, by libvirt's own migration. */
@NullMarked
package org.xen2kvm.migration.move;

import org.jspecify.annotations.NullMarked;
