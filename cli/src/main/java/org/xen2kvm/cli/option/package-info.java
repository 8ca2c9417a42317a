/** What the command line says: options, arguments, the files they name, and the process's streams. */
@NullMarked
package org.xen2kvm.cli.option;

import org.jspecify.annotations.NullMarked;
