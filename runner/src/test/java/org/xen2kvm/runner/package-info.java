/** Tests of the port, and what other modules' tests need of it: the contract and a fake that keeps it. */
@NullMarked
package org.xen2kvm.runner;

import org.jspecify.annotations.NullMarked;
