/** Known ways in which a migrated guest fails to start or to come up, with cause and remedy; a remedy's commands. Pure. */
@NullMarked
package org.xen2kvm.migration.failure;

import org.jspecify.annotations.NullMarked;
