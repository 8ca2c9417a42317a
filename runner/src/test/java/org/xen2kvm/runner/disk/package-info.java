/** Tests of what is said about disks on a host, without any. */
@NullMarked
package org.xen2kvm.runner.disk;

import org.jspecify.annotations.NullMarked;
