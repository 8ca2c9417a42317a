/** What is decided once for the whole domain, on the source, before any rule rewrites the evidence. */
@NullMarked
package org.xen2kvm.converter.decision;

import org.jspecify.annotations.NullMarked;
