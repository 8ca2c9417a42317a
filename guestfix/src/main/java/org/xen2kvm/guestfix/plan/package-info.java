/** What is to be done inside a guest, as values: actions with their reasons, and findings. No I/O. */
@NullMarked
package org.xen2kvm.guestfix.plan;

import org.jspecify.annotations.NullMarked;
