/** The settings that say what a guest is: kind, name, memory, CPUs, boot, features, clock, lifecycle; a class per family. */
@NullMarked
package org.xen2kvm.converter.xl.machine;

import org.jspecify.annotations.NullMarked;
