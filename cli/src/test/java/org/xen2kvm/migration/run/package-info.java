@NullMarked
package org.xen2kvm.migration.run;

import org.jspecify.annotations.NullMarked;
