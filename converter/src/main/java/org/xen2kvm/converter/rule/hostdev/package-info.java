/** Rules for devices of the host that are passed through. */
@NullMarked
package org.xen2kvm.converter.rule.hostdev;

import org.jspecify.annotations.NullMarked;
