package org.xen2kvm.converter.policy;

import java.util.Optional;

/**
 * Where a disk image of the Xen host is found on the KVM host.
 *
 * @param from which source paths
 * @param target the new place; may use groups of a regular expression
 * @param format the image format there; empty leaves the definition's own
 */
public record DiskMapping(NameMatch from, Target target, Optional<String> format) {

  /** A place for an image. */
  public sealed interface Target {}

  /** A file or block device by its absolute path. */
  public record Path(String path) implements Target {}

  /** A volume of a libvirt storage pool. */
  public record Volume(String pool, String volume) implements Target {}
}
