/** Rules for the machine: operating system type, architecture, machine type, firmware. */
@NullMarked
package org.xen2kvm.converter.rule.os;

import org.jspecify.annotations.NullMarked;
