/** Reads configurations for xl and xm as the Xen definitions that libvirt would have for the same guests. */
@NullMarked
package org.xen2kvm.converter.xl;

import org.jspecify.annotations.NullMarked;
