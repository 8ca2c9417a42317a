/**
 * The runner on libvirt, through JNA on {@code libvirt.so.0}.
 *
 * <p>Only this package of the module may use JNA. The mapping is our own and holds only the functions the port needs:
 * the published Java binding lacks define flags and domain capabilities and frees in finalizers.
 */
@NullMarked
package org.xen2kvm.runner.libvirt;

import org.jspecify.annotations.NullMarked;
