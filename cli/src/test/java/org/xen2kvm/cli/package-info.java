/** Tests of the command line: whole runs in folders of their own. */
@NullMarked
package org.xen2kvm.cli;

import org.jspecify.annotations.NullMarked;
