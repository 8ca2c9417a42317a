/** Whether a domain fits in beside what the host has already. */
@NullMarked
package org.xen2kvm.migration.host.definition;

import org.jspecify.annotations.NullMarked;
