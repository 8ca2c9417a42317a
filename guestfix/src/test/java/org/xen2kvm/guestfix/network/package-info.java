/** Tests of what is read from the files of a network configuration. */
@NullMarked
package org.xen2kvm.guestfix.network;

import org.jspecify.annotations.NullMarked;
