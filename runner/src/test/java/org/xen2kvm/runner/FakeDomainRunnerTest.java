package org.xen2kvm.runner;

/** The fake keeps the contract. */
final class FakeDomainRunnerTest extends DomainRunnerContract {
  @Override
  protected DomainRunner connect() {
    return new FakeDomainRunner();
  }
}
