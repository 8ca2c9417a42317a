/** The golden cases of testdata/domains, and the rule pages that are made from them. */
@NullMarked
package org.xen2kvm.golden;

import org.jspecify.annotations.NullMarked;
