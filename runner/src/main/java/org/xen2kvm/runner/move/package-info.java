/**
 * A domain's way to another host: how it is asked for, and who hears how far it is. Who goes it is
 * {@link org.xen2kvm.runner.DomainRunner#migrate}.
 */
@NullMarked
package org.xen2kvm.runner.move;

import org.jspecify.annotations.NullMarked;
