/** Disk specifications of Xen configurations: their text, what it says, and the libvirt disk that says the same. */
@NullMarked
package org.xen2kvm.converter.xl.disk;

import org.jspecify.annotations.NullMarked;
