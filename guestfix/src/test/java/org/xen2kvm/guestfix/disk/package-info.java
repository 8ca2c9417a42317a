/** Test support and tests of the port to a guest's disks. */
@NullMarked
package org.xen2kvm.guestfix.disk;

import org.jspecify.annotations.NullMarked;
