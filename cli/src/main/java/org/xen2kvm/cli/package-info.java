/** The entry point: which commands there are, and which of them is called. */
@NullMarked
package org.xen2kvm.cli;

import org.jspecify.annotations.NullMarked;
