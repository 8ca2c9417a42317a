/** What became of each input of a run and of all of them, as values; whoever reports it knows not how it came about. */
@NullMarked
package org.xen2kvm.cli.outcome;

import org.jspecify.annotations.NullMarked;
