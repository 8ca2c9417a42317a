/** Rules for all other devices. */
@NullMarked
package org.xen2kvm.converter.rule.device;

import org.jspecify.annotations.NullMarked;
