/** Rules for features, CPU and clock. */
@NullMarked
package org.xen2kvm.converter.rule.cpu;

import org.jspecify.annotations.NullMarked;
