/**
 * What the files of a guest's network configuration say: text in, values out, with the places of what an edit may touch. No I/O.
 */
@NullMarked
package org.xen2kvm.guestfix.network;

import org.jspecify.annotations.NullMarked;
