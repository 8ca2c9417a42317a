/** Tests of the boot loaders' configurations. */
@NullMarked
package org.xen2kvm.guestfix.bootloader;

import org.jspecify.annotations.NullMarked;
