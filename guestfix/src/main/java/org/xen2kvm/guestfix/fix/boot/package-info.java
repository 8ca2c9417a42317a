/** What boots and how: the default kernel, the boot loader's idea of the disks, and how a guest without boot code is started. */
@NullMarked
package org.xen2kvm.guestfix.fix.boot;

import org.jspecify.annotations.NullMarked;
