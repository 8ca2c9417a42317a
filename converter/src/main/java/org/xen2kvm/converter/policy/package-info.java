/** What the user decides: mappings, choices, rules on and off. Plain data. */
@NullMarked
package org.xen2kvm.converter.policy;

import org.jspecify.annotations.NullMarked;
