/** Tests of the boot watch, on the fake and on a real libvirt. */
@NullMarked
package org.xen2kvm.runner.boot;

import org.jspecify.annotations.NullMarked;
