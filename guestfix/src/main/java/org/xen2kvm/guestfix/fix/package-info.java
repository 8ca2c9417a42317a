/**
 * What a fix is, what it may use, and the list of all of them. The fixes are in the packages below, by what they are about.
 */
@NullMarked
package org.xen2kvm.guestfix.fix;

import org.jspecify.annotations.NullMarked;
