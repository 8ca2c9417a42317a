/** Many definitions: converting them in order, and writing the results safely. */
@NullMarked
package org.xen2kvm.cli.batch;

import org.jspecify.annotations.NullMarked;
