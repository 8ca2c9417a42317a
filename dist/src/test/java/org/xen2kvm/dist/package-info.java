/** Tests of what is generated. */
@NullMarked
package org.xen2kvm.dist;

import org.jspecify.annotations.NullMarked;
