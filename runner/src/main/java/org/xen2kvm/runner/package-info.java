/**
 * The port to a KVM host: what can be asked of it and done on it, without saying by which library.
 *
 * <p>The adapter for libvirt is {@code org.xen2kvm.runner.libvirt}. Nothing here knows the converter or the guest fix;
 * domain definitions cross as text.
 */
@NullMarked
package org.xen2kvm.runner;

import org.jspecify.annotations.NullMarked;
