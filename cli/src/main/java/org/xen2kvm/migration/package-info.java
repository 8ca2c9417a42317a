/**
 * A whole migration as a library: plan a guest (definition and disks), and apply exactly that plan. No command line in it: no
 * picocli, no terminal, no exit of the process.
 */
@NullMarked
package org.xen2kvm.migration;

import org.jspecify.annotations.NullMarked;
