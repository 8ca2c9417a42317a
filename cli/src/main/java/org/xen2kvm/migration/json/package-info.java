/** Plans and inspections as JSON, in the form of the project's JSON Schemas. */
@NullMarked
package org.xen2kvm.migration.json;

import org.jspecify.annotations.NullMarked;
