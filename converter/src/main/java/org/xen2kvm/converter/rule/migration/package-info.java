/** What stands against moving the resulting domain between KVM hosts while it runs. These rules look, and change nothing. */
@NullMarked
package org.xen2kvm.converter.rule.migration;

import org.jspecify.annotations.NullMarked;
