/** Reports in the forms that pipelines read: SARIF and JUnit's XML. */
@NullMarked
package org.xen2kvm.cli.report.pipeline;

import org.jspecify.annotations.NullMarked;
