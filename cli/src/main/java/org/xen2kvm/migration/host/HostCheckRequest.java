package org.xen2kvm.migration.host;

import java.nio.file.Path;
import java.util.List;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.migration.host.definition.CheckedDefinition;

/**
 * What is checked.
 *
 * @param uri libvirt's connection URI of the host
 * @param workFolders folders of this machine where images are going to lie
 * @param definitions domains that are going to be defined on it; Xen's are converted first, to check what would be defined
 * @param policy how they are converted
 */
public record HostCheckRequest(String uri, List<Path> workFolders, List<CheckedDefinition> definitions, Policy policy) {

  public HostCheckRequest {
    workFolders = List.copyOf(workFolders);
    definitions = List.copyOf(definitions);
  }

  /** Returns the check of a host without any folders and definitions. */
  public static HostCheckRequest of(String uri) {
    return new HostCheckRequest(uri, List.of(), List.of(), Policy.defaults());
  }
}
