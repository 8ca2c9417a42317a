@NullMarked
package org.xen2kvm.migration.survey;

import org.jspecify.annotations.NullMarked;
