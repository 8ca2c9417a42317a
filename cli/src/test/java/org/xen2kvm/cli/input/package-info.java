/** Tests of finding and reading. */
@NullMarked
package org.xen2kvm.cli.input;

import org.jspecify.annotations.NullMarked;
