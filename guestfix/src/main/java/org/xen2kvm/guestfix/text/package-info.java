/** Texts that several families of fixes read and edit in place, without evaluating anything. No I/O. */
@NullMarked
package org.xen2kvm.guestfix.text;

import org.jspecify.annotations.NullMarked;
