/** What each migration has done, written down before it is done, so that whatever ends it, it can be undone or ended. */
@NullMarked
package org.xen2kvm.migration.journal;

import org.jspecify.annotations.NullMarked;
