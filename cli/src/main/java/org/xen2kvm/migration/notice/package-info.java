/** What messages of the tool mean that come from no rule, no fix and no known failure. Pure. */
@NullMarked
package org.xen2kvm.migration.notice;

import org.jspecify.annotations.NullMarked;
