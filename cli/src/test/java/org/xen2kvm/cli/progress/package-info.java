@NullMarked
package org.xen2kvm.cli.progress;

import org.jspecify.annotations.NullMarked;
