@NullMarked
package org.xen2kvm.cli.secret;

import org.jspecify.annotations.NullMarked;
