/**
 * The port to a KVM host: what can be asked of it and done on it, without saying by which library.
 *
 * <p>What its calls take and give has a room of its own where it is a subject of its own: {@code storage}, {@code network},
 * {@code move}; these do not know the port. The adapter for libvirt is {@code org.xen2kvm.runner.libvirt}. Nothing here knows
 * the converter or the guest fix; domain definitions cross as text.
 */
@NullMarked
package org.xen2kvm.runner;

import org.jspecify.annotations.NullMarked;
