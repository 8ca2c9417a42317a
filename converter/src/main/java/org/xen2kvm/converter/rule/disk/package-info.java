/** Rules for the image side of a disk: where the image is, which format it has, what stands behind it. */
@NullMarked
package org.xen2kvm.converter.rule.disk;

import org.jspecify.annotations.NullMarked;
