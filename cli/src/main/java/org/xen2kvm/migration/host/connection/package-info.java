/** What a host says through its libvirt: whether it answers, its versions, what it offers guests, its networks and pools. */
@NullMarked
package org.xen2kvm.migration.host.connection;

import org.jspecify.annotations.NullMarked;
