package org.xen2kvm.migration.run;

import java.util.List;
import org.xen2kvm.runner.DomainState;

/**
 * What became of a domain on its host. Immutable.
 *
 * @param uri libvirt's URI of the host
 * @param name the domain's name
 * @param uuid its UUID
 * @param state what it does
 * @param proof how the guest was seen to be up; empty when nobody waited for it
 * @param dropped places of the definition, as XPaths, that the host left out
 */
public record DomainReport(
    String uri, String name, String uuid, DomainState state, String proof, List<String> dropped) {
  public DomainReport {
    dropped = List.copyOf(dropped);
  }
}
