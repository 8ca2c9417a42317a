/** Secure parsing, lossless printing in libvirt's style, addressing and the unified diff of domain XML. */
@NullMarked
package org.xen2kvm.converter.xml;

import org.jspecify.annotations.NullMarked;
