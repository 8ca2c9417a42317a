@NullMarked
package org.xen2kvm.migration.move;

import org.jspecify.annotations.NullMarked;
