@NullMarked
package org.xen2kvm.migration.json;

import org.jspecify.annotations.NullMarked;
