/** The commands that take a guest to KVM, from a look inside it to its move between hosts, and the check of a host. */
@NullMarked
package org.xen2kvm.cli.migration;

import org.jspecify.annotations.NullMarked;
