/** Rules for the order and addresses of what is there, and the last look at it. */
@NullMarked
package org.xen2kvm.converter.rule.layout;

import org.jspecify.annotations.NullMarked;
