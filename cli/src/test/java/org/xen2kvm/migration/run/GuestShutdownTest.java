package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.migration.run.Trial.failure;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.FakeDomainRunner;

/** Why a guest that was asked to shut down is not waited for any longer. */
final class GuestShutdownTest {
  private final FakeDomainRunner host = new FakeDomainRunner();

  @BeforeEach
  void startOneThatHearsNoPowerButton() {
    host.define("<domain type='qemu'><name>web1</name></domain>");
    host.start("web1");
  }

  @Test
  void theTimeIsOver() {
    assertThat(failure(() -> GuestShutdown.run(host, "web1", 0, () -> false)))
        .hasMessageContaining("it is not off within 0 s, so nothing is committed");
  }

  @Test
  void somebodyWantsToWaitNoLonger() {
    assertThat(failure(() -> GuestShutdown.run(host, "web1", 3600, () -> true)))
        .hasMessageContaining("waiting for it was cancelled, so nothing is committed").hasMessageNotContaining("3600");
  }

  @Test
  void nobodyWaitsForOneThatIsOff() {
    host.guest("web1").obeysPowerButton();

    GuestShutdown.run(host, "web1", 3600, () -> true);

    assertThat(host.state("web1")).isEqualTo(DomainState.SHUT_OFF);
  }
}
