/** The commands that read definitions alone: converting many, and surveying an estate. */
@NullMarked
package org.xen2kvm.cli.definition;

import org.jspecify.annotations.NullMarked;
