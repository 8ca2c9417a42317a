@NullMarked
package org.xen2kvm.migration.host.definition;

import org.jspecify.annotations.NullMarked;
