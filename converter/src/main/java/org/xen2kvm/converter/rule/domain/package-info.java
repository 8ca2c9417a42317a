/** Rules for the domain itself: type, identity, lifecycle, labels, memory, vCPUs. */
@NullMarked
package org.xen2kvm.converter.rule.domain;

import org.jspecify.annotations.NullMarked;
