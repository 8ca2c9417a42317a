/** Benchmarks and what they need. */
@NullMarked
package org.xen2kvm.benchmarks;

import org.jspecify.annotations.NullMarked;
