/** What can only be seen on this machine: its files, its programs, and what QEMU does on it. */
@NullMarked
package org.xen2kvm.migration.host.local;

import org.jspecify.annotations.NullMarked;
