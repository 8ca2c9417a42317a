/** Tests of finding, reading and writing. */
@NullMarked
package org.xen2kvm.cli.batch;

import org.jspecify.annotations.NullMarked;
