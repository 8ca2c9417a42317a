/** Tests of the network's fixes. */
@NullMarked
package org.xen2kvm.guestfix.fix.network;

import org.jspecify.annotations.NullMarked;
