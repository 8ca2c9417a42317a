/** Keeps the names of a guest's network cards, and what is bound to them. */
@NullMarked
package org.xen2kvm.guestfix.fix.network;

import org.jspecify.annotations.NullMarked;
