/** How a program uses migrations as a library; docs/library.md quotes it. */
@NullMarked
package org.xen2kvm.example;

import org.jspecify.annotations.NullMarked;
