/** Tests of the review page. */
@NullMarked
package org.xen2kvm.cli.review;

import org.jspecify.annotations.NullMarked;
