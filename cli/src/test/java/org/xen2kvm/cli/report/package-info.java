/** Tests of reports. */
@NullMarked
package org.xen2kvm.cli.report;

import org.jspecify.annotations.NullMarked;
