/** Rules for what boots, and on which machine. */
@NullMarked
package org.xen2kvm.converter.rule.os;

import org.jspecify.annotations.NullMarked;
