/**
 * A whole migration as a library: {@link org.xen2kvm.migration.MigrationPlanner} plans a guest, definition and disks, and
 * {@code org.xen2kvm.migration.apply} does exactly that. No command line in it: no picocli, no terminal, no exit of the
 * process.
 */
@NullMarked
package org.xen2kvm.migration;

import org.jspecify.annotations.NullMarked;
