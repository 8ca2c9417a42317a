/** Rules for what boots: kernels from the guest or the host, boot loaders, boot devices. */
@NullMarked
package org.xen2kvm.converter.rule.boot;

import org.jspecify.annotations.NullMarked;
