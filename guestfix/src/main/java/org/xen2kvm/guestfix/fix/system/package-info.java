/** Fixes of the running system: LVM, modules, services and settings that are Xen's. */
@NullMarked
package org.xen2kvm.guestfix.fix.system;

import org.jspecify.annotations.NullMarked;
