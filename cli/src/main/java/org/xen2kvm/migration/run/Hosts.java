package org.xen2kvm.migration.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.EmbeddedRoot;
import org.xen2kvm.runner.libvirt.LibvirtRunner;

/** Opens hosts by libvirt's URI. Safe for use by several threads. */
@FunctionalInterface
public interface Hosts {
  /**
   * Returns a connection for its caller to close.
   *
   * @throws org.xen2kvm.runner.RunnerException when there is none
   */
  DomainRunner open(String uri);

  /** Returns the hosts that libvirt reaches; the folder of its embedded driver is made ready. */
  static Hosts libvirt() {
    return uri -> {
      try {
        Optional<EmbeddedRoot> embedded = EmbeddedRoot.of(uri);
        if (embedded.isPresent()) {
          embedded.get().prepare();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The folder of " + uri + " cannot be made ready", e);
      } catch (IllegalArgumentException e) {
        throw new RunnerException(RunnerError.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
      }
      return LibvirtRunner.open(uri);
    };
  }
}
