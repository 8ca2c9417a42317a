/** Rules for virtual CPUs: their number, placement, pinning and shares. */
@NullMarked
package org.xen2kvm.converter.rule.vcpu;

import org.jspecify.annotations.NullMarked;
