/** The options of the commands about guests' disks. */
@NullMarked
package org.xen2kvm.cli.guest.option;

import org.jspecify.annotations.NullMarked;
