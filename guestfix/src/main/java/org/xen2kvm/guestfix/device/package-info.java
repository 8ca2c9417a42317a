/** The names of a guest's disks, network interfaces, console and drivers under Xen and under KVM. No I/O. */
@NullMarked
package org.xen2kvm.guestfix.device;

import org.jspecify.annotations.NullMarked;
