/** Reads what libvirt says about a KVM host into plain data. Pure: text in, {@code HostProfile} out. */
@NullMarked
package org.xen2kvm.converter.host;

import org.jspecify.annotations.NullMarked;
