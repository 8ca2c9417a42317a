/** The review page: what a run would do, as one HTML page for the person who approves it. */
@NullMarked
package org.xen2kvm.cli.review;

import org.jspecify.annotations.NullMarked;
