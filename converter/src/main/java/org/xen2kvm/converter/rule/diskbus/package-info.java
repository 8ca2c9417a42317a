/** Rules for the place of a disk: its bus, its target, its controller, and what goes with them. */
@NullMarked
package org.xen2kvm.converter.rule.diskbus;

import org.jspecify.annotations.NullMarked;
