/** Definitions asked of the host that still has them, by its libvirt. Nothing there is changed. */
@NullMarked
package org.xen2kvm.migration.source;

import org.jspecify.annotations.NullMarked;
