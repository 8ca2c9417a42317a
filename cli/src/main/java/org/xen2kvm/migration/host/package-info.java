/**
 * Whether a host is ready for migrated guests: {@link org.xen2kvm.migration.host.HostCheck} looks, and each of its findings says
 * what it found, why that matters and the command that mends it. Nothing of the host is changed.
 */
@NullMarked
package org.xen2kvm.migration.host;

import org.jspecify.annotations.NullMarked;
