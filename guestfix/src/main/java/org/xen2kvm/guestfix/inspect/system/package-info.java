/** Tells what operating system a guest has, where it offers a login, and which of Xen's tools it starts. */
@NullMarked
package org.xen2kvm.guestfix.inspect.system;

import org.jspecify.annotations.NullMarked;
