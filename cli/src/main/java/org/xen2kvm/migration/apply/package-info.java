/**
 * Does what a plan says: in overlays, verified, and put in its place only then. A failure leaves the source disks as they
 * were and nothing behind.
 */
@NullMarked
package org.xen2kvm.migration.apply;

import org.jspecify.annotations.NullMarked;
