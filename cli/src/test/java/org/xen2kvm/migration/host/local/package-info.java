@NullMarked
package org.xen2kvm.migration.host.local;

import org.jspecify.annotations.NullMarked;
