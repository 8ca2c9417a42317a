/** Tests of how libvirt is called. */
@NullMarked
package org.xen2kvm.runner.libvirt.nativecall;

import org.jspecify.annotations.NullMarked;
