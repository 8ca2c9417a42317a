@NullMarked
package org.xen2kvm.migration.host;

import org.jspecify.annotations.NullMarked;
