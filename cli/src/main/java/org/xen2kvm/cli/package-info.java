/** The command line: commands, options, exit codes. The only module that knows the converter and its siblings. */
@NullMarked
package org.xen2kvm.cli;

import org.jspecify.annotations.NullMarked;
