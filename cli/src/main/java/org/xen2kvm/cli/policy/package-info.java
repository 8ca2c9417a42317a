/**
 * Reads what the user decides and knows: policy files and guest facts, with every mistake told by its line. Loaded
 * only when such a file is named, for start-up time is counted in milliseconds.
 */
@NullMarked
package org.xen2kvm.cli.policy;

import org.jspecify.annotations.NullMarked;
