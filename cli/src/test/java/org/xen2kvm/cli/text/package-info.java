@NullMarked
package org.xen2kvm.cli.text;

import org.jspecify.annotations.NullMarked;
