/** The steps of SUSE's guide, exactly, for the profile of that name. */
@NullMarked
package org.xen2kvm.converter.rule.guide;

import org.jspecify.annotations.NullMarked;
