/** Refuses what is no convertible Xen domain, before anything is touched. */
@NullMarked
package org.xen2kvm.converter.rule.guard;

import org.jspecify.annotations.NullMarked;
