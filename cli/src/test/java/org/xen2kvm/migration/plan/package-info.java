@NullMarked
package org.xen2kvm.migration.plan;

import org.jspecify.annotations.NullMarked;
