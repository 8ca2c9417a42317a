/** Tests of what tells a system. */
@NullMarked
package org.xen2kvm.guestfix.inspect.system;

import org.jspecify.annotations.NullMarked;
