/** Rules for the place of a disk: its bus and its target. */
@NullMarked
package org.xen2kvm.converter.rule.diskbus;

import org.jspecify.annotations.NullMarked;
