/**
 * Starts a domain and watches until something proves that its guest has booted, or nothing will.
 *
 * <p>Everything here works on the port {@link org.xen2kvm.runner.DomainRunner} and knows no libvirt.
 */
@NullMarked
package org.xen2kvm.runner.boot;

import org.jspecify.annotations.NullMarked;
