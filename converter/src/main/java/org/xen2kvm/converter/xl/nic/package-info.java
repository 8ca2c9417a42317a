/** Interface specifications of Xen configurations: their text, what it says, and the libvirt interface that says the same. */
@NullMarked
package org.xen2kvm.converter.xl.nic;

import org.jspecify.annotations.NullMarked;
