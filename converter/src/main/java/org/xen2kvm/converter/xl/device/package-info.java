/** What reading one device of a Xen configuration gives: libvirt's elements, and remarks that point into its text. */
@NullMarked
package org.xen2kvm.converter.xl.device;

import org.jspecify.annotations.NullMarked;
