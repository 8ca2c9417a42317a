/**
 * What an estate of Xen domains needs, as values: put together from what was read of each definition, without a look at any disk or
 * host. No I/O.
 */
@NullMarked
package org.xen2kvm.migration.survey;

import org.jspecify.annotations.NullMarked;
