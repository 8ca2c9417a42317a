/** What a conversion says about itself: changes and findings. Depends on the JDK only. */
@NullMarked
package org.xen2kvm.converter.report;

import org.jspecify.annotations.NullMarked;
