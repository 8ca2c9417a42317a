@NullMarked
package org.xen2kvm.migration;

import org.jspecify.annotations.NullMarked;
