/** What was found on a host, as values: findings, and what libvirt says of the host in its own words. */
@NullMarked
package org.xen2kvm.migration.host.report;

import org.jspecify.annotations.NullMarked;
