/** Tests of what tells the network interfaces. */
@NullMarked
package org.xen2kvm.guestfix.inspect.network;

import org.jspecify.annotations.NullMarked;
