/** Tests of the inspection: mount. */
@NullMarked
package org.xen2kvm.guestfix.inspect.mount;

import org.jspecify.annotations.NullMarked;
