/** Tests of the fixes of LVM, modules, services and settings. */
@NullMarked
package org.xen2kvm.guestfix.fix.system;

import org.jspecify.annotations.NullMarked;
