/** What one domain uses, read from its definition alone. No I/O. */
@NullMarked
package org.xen2kvm.migration.survey.domain;

import org.jspecify.annotations.NullMarked;
