/** Finds out how a guest starts: boot code on its disk, boot loaders and their configurations. */
@NullMarked
package org.xen2kvm.guestfix.inspect.boot;

import org.jspecify.annotations.NullMarked;
