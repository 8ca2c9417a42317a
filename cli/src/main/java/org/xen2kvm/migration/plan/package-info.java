/**
 * What a migration will do, as values that can be saved, reviewed and compared. Whatever a plan says about files of the host
 * holds by the time it exists: its constructor refuses a plan that would overwrite or mix up files. No work is done here.
 */
@NullMarked
package org.xen2kvm.migration.plan;

import org.jspecify.annotations.NullMarked;
