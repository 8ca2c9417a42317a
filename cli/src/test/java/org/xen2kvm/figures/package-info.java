/** What benchmarks/run measured, and the pages that quote it. */
@NullMarked
package org.xen2kvm.figures;

import org.jspecify.annotations.NullMarked;
