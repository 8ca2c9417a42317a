/** Tests of writing files. */
@NullMarked
package org.xen2kvm.file;

import org.jspecify.annotations.NullMarked;
