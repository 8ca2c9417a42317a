/** Rules for the command line of a kernel that the host boots. */
@NullMarked
package org.xen2kvm.converter.rule.cmdline;

import org.jspecify.annotations.NullMarked;
