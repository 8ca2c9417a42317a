/**
 * What all decoders work on: an image in memory that knows its place, what is unpacked block by block, and what can be wrong with
 * them.
 */
@NullMarked
package org.xen2kvm.guestfix.initramfs.unpack.input;

import org.jspecify.annotations.NullMarked;
