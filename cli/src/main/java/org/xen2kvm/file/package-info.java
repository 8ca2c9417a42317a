/** Files on the host, written so that each is there whole or not at all. */
@NullMarked
package org.xen2kvm.file;

import org.jspecify.annotations.NullMarked;
