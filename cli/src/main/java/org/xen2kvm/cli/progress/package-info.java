/** How far a run is: the last line of a terminal, lines of verbose runs, and events for programs. */
@NullMarked
package org.xen2kvm.cli.progress;

import org.jspecify.annotations.NullMarked;
