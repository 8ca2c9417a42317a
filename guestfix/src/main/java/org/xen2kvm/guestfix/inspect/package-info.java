/** What is inside a guest: read from its disks and files without changing anything. */
@NullMarked
package org.xen2kvm.guestfix.inspect;

import org.jspecify.annotations.NullMarked;
