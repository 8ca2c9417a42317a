@NullMarked
package org.xen2kvm.migration.host.connection;

import org.jspecify.annotations.NullMarked;
