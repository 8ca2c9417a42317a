/** Makes what packages hold besides the jars: man pages and shell completion, from the commands as they are declared. */
@NullMarked
package org.xen2kvm.dist;

import org.jspecify.annotations.NullMarked;
