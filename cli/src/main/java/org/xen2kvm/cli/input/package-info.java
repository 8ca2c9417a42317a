/** What commands read: finding it in files, folders and on hosts, and what it turns out to hold. */
@NullMarked
package org.xen2kvm.cli.input;

import org.jspecify.annotations.NullMarked;
