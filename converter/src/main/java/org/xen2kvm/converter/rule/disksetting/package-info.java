/** Rules for what goes with a disk's place: the settings that its bus takes, its cache, its address, and its controller's model. */
@NullMarked
package org.xen2kvm.converter.rule.disksetting;

import org.jspecify.annotations.NullMarked;
