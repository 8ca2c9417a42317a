/** Tests of the fixes of kernel parameters. */
@NullMarked
package org.xen2kvm.guestfix.fix.cmdline;

import org.jspecify.annotations.NullMarked;
