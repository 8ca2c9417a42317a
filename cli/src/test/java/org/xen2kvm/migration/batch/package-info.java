@NullMarked
package org.xen2kvm.migration.batch;

import org.jspecify.annotations.NullMarked;
