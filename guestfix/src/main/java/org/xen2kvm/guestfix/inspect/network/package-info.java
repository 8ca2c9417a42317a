/** Tells which network interfaces a guest configures by name, and with what. */
@NullMarked
package org.xen2kvm.guestfix.inspect.network;

import org.jspecify.annotations.NullMarked;
