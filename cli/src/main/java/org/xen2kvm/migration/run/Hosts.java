package org.xen2kvm.migration.run;

import org.xen2kvm.runner.DomainRunner;

/** Opens hosts by libvirt's URI. Safe for use by several threads. */
@FunctionalInterface
public interface Hosts {
  /**
   * Returns a connection for its caller to close.
   *
   * @throws org.xen2kvm.runner.RunnerException when there is none
   */
  DomainRunner open(String uri);
}
