/**
 * The configurations of boot loaders as values: which kernels they offer, which one they start, and edits in place that keep
 * everything else. Texts in, texts out; nothing of GRUB's script language is evaluated. No I/O.
 */
@NullMarked
package org.xen2kvm.guestfix.bootloader;

import org.jspecify.annotations.NullMarked;
