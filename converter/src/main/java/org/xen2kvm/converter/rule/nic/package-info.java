/** Rules for network interfaces. */
@NullMarked
package org.xen2kvm.converter.rule.nic;

import org.jspecify.annotations.NullMarked;
