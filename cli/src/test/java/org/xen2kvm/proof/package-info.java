/**
 * The proof: real Xen definitions are converted, defined and started on a real libvirt, and the right disk boots.
 *
 * <p>{@code CorpusConversionTest} and {@code CorpusStartTest} take definitions that nobody of the project wrote (they
 * lie beside the project, and the tests are skipped where they are absent); {@code GoldenStartTest} takes the project's
 * own.
 */
@NullMarked
package org.xen2kvm.proof;

import org.jspecify.annotations.NullMarked;
