/** Tests of the fixes' frame, and the harness with which every fix is tested. */
@NullMarked
package org.xen2kvm.guestfix.fix;

import org.jspecify.annotations.NullMarked;
