/** What stands between the shell and a command: arguments, streams, exit codes, and what is wrong with a call. */
@NullMarked
package org.xen2kvm.cli.shell;

import org.jspecify.annotations.NullMarked;
