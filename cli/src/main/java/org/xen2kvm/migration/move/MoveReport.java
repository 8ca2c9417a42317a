package org.xen2kvm.migration.move;

import org.xen2kvm.runner.move.MigrationRequest.Way;

/**
 * A move that is done. Immutable.
 *
 * @param domain the domain's name where it was
 * @param name its name where it is
 * @param targetUri libvirt's URI of the host where it is
 * @param way whether the guest ran meanwhile
 * @param kept whether the host where it was still has the definition
 */
public record MoveReport(String domain, String name, String targetUri, Way way, boolean kept) {}
