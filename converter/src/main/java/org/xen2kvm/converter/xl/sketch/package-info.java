/** A definition in the making: settings going in, elements with places coming out. */
@NullMarked
package org.xen2kvm.converter.xl.sketch;

import org.jspecify.annotations.NullMarked;
