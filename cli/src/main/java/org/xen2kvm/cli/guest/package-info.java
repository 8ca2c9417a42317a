/** What the commands about guests' disks share: which guests, which options, how plans are told. */
@NullMarked
package org.xen2kvm.cli.guest;

import org.jspecify.annotations.NullMarked;
