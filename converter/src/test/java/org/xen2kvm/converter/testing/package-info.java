/** The harness for rules, shipped as a test-jar so that users can test rules of their own. */
@NullMarked
package org.xen2kvm.converter.testing;

import org.jspecify.annotations.NullMarked;
