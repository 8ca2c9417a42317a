/**
 * Libvirt's functions through JNA: loaded once per process, the mapping, its event loop and errors, who owns which memory, and a
 * connection that is not closed under a call. Public to the adapter; others use
 * {@link org.xen2kvm.runner.libvirt.nativecall.ConnectionOptions} alone.
 *
 * <p>The mapping is our own and holds only the functions the port needs: the published Java binding lacks define flags and
 * domain capabilities and frees in finalizers.
 */
@NullMarked
package org.xen2kvm.runner.libvirt.nativecall;

import org.jspecify.annotations.NullMarked;
