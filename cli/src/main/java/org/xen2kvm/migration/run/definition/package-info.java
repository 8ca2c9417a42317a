/** The definition of a migration's domain: what it says, the same with other disks, and what a host has left out of it. */
@NullMarked
package org.xen2kvm.migration.run.definition;

import org.jspecify.annotations.NullMarked;
