/** What options say: each of them declared, checked and read in one place, for the commands that have it. */
@NullMarked
package org.xen2kvm.cli.option;

import org.jspecify.annotations.NullMarked;
