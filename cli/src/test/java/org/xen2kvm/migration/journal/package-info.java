@NullMarked
package org.xen2kvm.migration.journal;

import org.jspecify.annotations.NullMarked;
