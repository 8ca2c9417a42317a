/**
 * The runner on libvirt: {@link org.xen2kvm.runner.libvirt.LibvirtRunner} is the port, each of the other classes one of its
 * subjects; {@link org.xen2kvm.runner.libvirt.EmbeddedRoot} needs no daemon.
 *
 * <p>Only this package and those below it may use JNA. Here that is pointers, numbers and memory; loading, mapping and
 * connecting are {@code nativecall}'s alone.
 */
@NullMarked
package org.xen2kvm.runner.libvirt;

import org.jspecify.annotations.NullMarked;
