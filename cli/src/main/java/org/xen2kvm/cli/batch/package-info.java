/** One or many definitions: finding and reading them, converting them in order, writing the results safely. */
@NullMarked
package org.xen2kvm.cli.batch;

import org.jspecify.annotations.NullMarked;
