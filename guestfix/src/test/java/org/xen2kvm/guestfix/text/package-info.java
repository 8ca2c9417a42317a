/** Tests of the shared texts. */
@NullMarked
package org.xen2kvm.guestfix.text;

import org.jspecify.annotations.NullMarked;
