/** Tests of the inspection: kernel. */
@NullMarked
package org.xen2kvm.guestfix.inspect.kernel;

import org.jspecify.annotations.NullMarked;
