/** What the commands about guests' disks share: which guests, the work on all of them, how plans are told. */
@NullMarked
package org.xen2kvm.cli.guest;

import org.jspecify.annotations.NullMarked;
