/** Tests of what tells a system, its logins and Xen's tools. */
@NullMarked
package org.xen2kvm.guestfix.inspect.system;

import org.jspecify.annotations.NullMarked;
