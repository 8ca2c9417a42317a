/** The settings that say what is plugged into a guest: disks, cards, displays, ports, USB, PCI; a class per family. */
@NullMarked
package org.xen2kvm.converter.xl.peripheral;

import org.jspecify.annotations.NullMarked;
