package org.xen2kvm.migration.move;

import java.util.Optional;
import org.xen2kvm.runner.move.MigrationRequest.Way;

/**
 * What is moved, and how. Immutable.
 *
 * @param domain the domain's name
 * @param sourceUri libvirt's URI of the host where it is
 * @param targetUri libvirt's URI of the other host, as the first one reaches it
 * @param way whether the guest runs meanwhile; empty for as it does now
 * @param copyStorage whether libvirt copies its disks
 * @param keepSource whether the first host keeps the definition
 * @param unsafe whether libvirt's own checks are left out
 * @param name its name there; empty for the same
 * @param dataUri where its memory is sent; empty for wherever the other host's own name leads
 */
public record MoveRequest(
    String domain, String sourceUri, String targetUri, Optional<Way> way, boolean copyStorage, boolean keepSource,
    boolean unsafe, Optional<String> name, Optional<String> dataUri) {

  /** Returns the plainest: as the domain is, on storage that both hosts have, away from the first one. */
  public static MoveRequest of(String domain, String sourceUri, String targetUri) {
    return new MoveRequest(
        domain, sourceUri, targetUri, Optional.empty(), false, false, false, Optional.empty(), Optional.empty());
  }
}
