/**
 * Copies of a guest's disks on this host, for a definition that is to name them: made part by part so that an interrupted one
 * goes on where it stopped, compared with the source, and only then put in their places. The sources are opened for reading
 * alone.
 */
@NullMarked
package org.xen2kvm.migration.copy;

import org.jspecify.annotations.NullMarked;
