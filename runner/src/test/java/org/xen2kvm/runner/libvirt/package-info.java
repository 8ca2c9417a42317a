/**
 * Tests on a real libvirt, and what other modules' tests need for them:
 * {@link org.xen2kvm.runner.libvirt.EmbeddedLibvirt}, {@link org.xen2kvm.runner.libvirt.BootMarker},
 * {@link org.xen2kvm.runner.libvirt.SerialLog}.
 */
@NullMarked
package org.xen2kvm.runner.libvirt;

import org.jspecify.annotations.NullMarked;
