/** Turns Xen domain XML into KVM domain XML. Pure: no I/O, no clock, no environment, no logging. */
@NullMarked
package org.xen2kvm.converter;

import org.jspecify.annotations.NullMarked;
