/** Rules for the emulator and the disks. */
@NullMarked
package org.xen2kvm.converter.rule.disk;

import org.jspecify.annotations.NullMarked;
