/** How far the work on a guest has come, said while it is done. */
@NullMarked
package org.xen2kvm.migration.progress;

import org.jspecify.annotations.NullMarked;
