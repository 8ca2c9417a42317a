@NullMarked
package org.xen2kvm.migration.run.definition;

import org.jspecify.annotations.NullMarked;
