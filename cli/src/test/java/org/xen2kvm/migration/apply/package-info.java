@NullMarked
package org.xen2kvm.migration.apply;

import org.jspecify.annotations.NullMarked;
