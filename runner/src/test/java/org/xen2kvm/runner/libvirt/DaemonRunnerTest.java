package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainRunnerContract;

/**
 * A libvirt behind a daemon keeps the contract, where streams and events come over a socket. Only where
 * {@code XEN2KVM_TEST_URI} names a host whose domains called {@code contract-…} may be removed.
 */
final class DaemonRunnerTest extends DomainRunnerContract {
  private static final String URI = "XEN2KVM_TEST_URI";

  @Override
  protected DomainRunner connect() {
    String uri = System.getenv(URI);
    if (uri == null || uri.isEmpty()) {
      System.out.println("SKIPPED: " + URI + " names no host for tests");
      return Assumptions.abort(URI + " names no host for tests");
    }
    return LibvirtRunner.open(uri);
  }

  @Test
  void connectionIsAliveWithKeepAlive() {
    assertThat(runner()).isInstanceOfSatisfying(LibvirtRunner.class, open -> assertThat(open.isAlive()).isTrue());
  }
}
