/** Kernel parameters, wherever a guest writes them: the disks' names, the console, and what only Xen understands. */
@NullMarked
package org.xen2kvm.guestfix.fix.cmdline;

import org.jspecify.annotations.NullMarked;
