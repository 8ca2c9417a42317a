/** The conversion rules: what a rule is, in which order they run, and what they may use. */
@NullMarked
package org.xen2kvm.converter.rule;

import org.jspecify.annotations.NullMarked;
