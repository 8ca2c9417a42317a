@NullMarked
package org.xen2kvm.migration.survey.domain;

import org.jspecify.annotations.NullMarked;
