/** Secrets in definitions, masked wherever something is told about them. */
@NullMarked
package org.xen2kvm.cli.secret;

import org.jspecify.annotations.NullMarked;
