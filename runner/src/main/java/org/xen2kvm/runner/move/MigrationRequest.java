package org.xen2kvm.runner.move;

import java.util.Optional;

/**
 * How a domain is moved to another KVM host, which knows it from then on whether it runs or not.
 *
 * @param targetUri libvirt's URI of the other host, as this one reaches it: {@code qemu+ssh://host/system}
 * @param way whether the guest runs meanwhile
 * @param copyStorage whether its disks are copied, into images that the other host has or makes in a pool of the same path;
 *     otherwise they must be on storage that both hosts share. Only for {@link Way#LIVE}
 * @param undefineSource whether this host forgets the domain
 * @param unsafe whether libvirt leaves out its checks that the guest's data are safe
 * @param targetName its name on the other host; empty for the same
 * @param dataUri where the guest's memory is sent: {@code tcp://host:port}; empty for wherever the other host's own name leads
 */
public record MigrationRequest(
    String targetUri, Way way, boolean copyStorage, boolean undefineSource, boolean unsafe,
    Optional<String> targetName, Optional<String> dataUri) {

  /** Whether the guest runs while it is moved. */
  public enum Way {
    /** It runs here until it runs there. */
    LIVE,
    /** It is off, and only its definition is moved. */
    OFFLINE
  }

  /**
   * Refuses what libvirt cannot do.
   *
   * @throws IllegalArgumentException when the parts do not go together
   */
  public MigrationRequest {
    if (targetUri.isBlank() || targetUri.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("the other host's URI is empty or has control characters");
    }
    if (way == Way.OFFLINE && copyStorage) {
      throw new IllegalArgumentException("libvirt copies the disks of a running domain only");
    }
  }

  /** A running domain, on shared storage; afterwards it is known to the other host only. */
  public static MigrationRequest live(String targetUri) {
    return new MigrationRequest(targetUri, Way.LIVE, false, true, false, Optional.empty(), Optional.empty());
  }

  /** The definition of a domain that is off; afterwards it is known to the other host only. */
  public static MigrationRequest offline(String targetUri) {
    return new MigrationRequest(targetUri, Way.OFFLINE, false, true, false, Optional.empty(), Optional.empty());
  }

  /** The same with the disks copied. */
  public MigrationRequest copyingStorage() {
    return new MigrationRequest(targetUri, way, true, undefineSource, unsafe, targetName, dataUri);
  }

  /** The same, but this host keeps the definition. */
  public MigrationRequest keepingSource() {
    return new MigrationRequest(targetUri, way, copyStorage, false, unsafe, targetName, dataUri);
  }

  /** The same without libvirt's checks. */
  public MigrationRequest withoutChecks() {
    return new MigrationRequest(targetUri, way, copyStorage, undefineSource, true, targetName, dataUri);
  }

  /** The same under another name there. */
  public MigrationRequest named(String name) {
    return new MigrationRequest(
        targetUri, way, copyStorage, undefineSource, unsafe, Optional.of(name), dataUri);
  }
}
