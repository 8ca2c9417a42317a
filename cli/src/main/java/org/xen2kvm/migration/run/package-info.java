/** The domain on its KVM host: defined, started, watched; kept or undone. */
@NullMarked
package org.xen2kvm.migration.run;

import org.jspecify.annotations.NullMarked;
