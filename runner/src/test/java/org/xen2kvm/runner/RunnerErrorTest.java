package org.xen2kvm.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Libvirt's numbers and the names given to them. */
final class RunnerErrorTest {
  @Test
  void libvirtsNumberNamesTheError() {
    RunnerException error = new RunnerException(42, 10, "Domain not found");

    assertThat(error.error()).isEqualTo(RunnerError.NO_DOMAIN);
    assertThat(error.code()).isEqualTo(42);
    assertThat(error.errorDomain()).isEqualTo(10);
    assertThat(error).hasMessage("Domain not found");
  }

  @Test
  void numberWithoutANameIsKept() {
    RunnerException error = new RunnerException(21, 20, "missing name information");

    assertThat(error.error()).isEqualTo(RunnerError.OTHER);
    assertThat(error.code()).isEqualTo(21);
  }

  @Test
  void packedVersionIsReadable() {
    assertThat(HostVersion.unpack(7_002_022)).isEqualTo("7.2.22");
    assertThat(HostVersion.unpack(11_010_000)).isEqualTo("11.10.0");
  }

  @Test
  void onlyStatesWithAnEmulatorAreActive() {
    assertThat(DomainState.values()).filteredOn(DomainState::isActive).containsExactly(
        DomainState.RUNNING, DomainState.BLOCKED, DomainState.PAUSED, DomainState.SHUTTING_DOWN, DomainState.SUSPENDED);
  }
}
