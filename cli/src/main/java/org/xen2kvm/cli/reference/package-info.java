/** The commands that tell what the tool knows: its rules, its fixes, and what each of them is for. */
@NullMarked
package org.xen2kvm.cli.reference;

import org.jspecify.annotations.NullMarked;
