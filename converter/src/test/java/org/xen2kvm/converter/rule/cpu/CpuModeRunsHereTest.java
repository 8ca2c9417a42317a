package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CpuModeRunsHereTest {
  private final RuleTester tester = RuleTester.of(new CpuModeRunsHere()).in(Frame.DOMAIN);

  @Test
  void hidesAFeatureInsteadOfForbiddingIt() {
    RuleTester.Run run = tester.rewrites(
        """
        <cpu mode='host-passthrough'>
          <feature policy='forbid' name='vmx'/>
          <feature policy='require' name='tsc'/>
        </cpu>
        """,
        """
        <cpu mode='host-passthrough'>
          <feature policy='disable' name='vmx'/>
          <feature policy='require' name='tsc'/>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesMaximumUnderSoftwareEmulation() {
    tester.with(Policy.builder().type(Policy.DomainType.QEMU).build()).rewrites(
        """
        <cpu mode='host-passthrough'/>
        """,
        """
        <cpu mode='maximum'/>
        """);
  }

  @Test
  void takesTheHostsModelWhereItOffersNoPassthrough() {
    tester.with(host(Set.of("host-model"))).rewrites(
        """
        <cpu mode='host-passthrough'/>
        """,
        """
        <cpu mode='host-model'/>
        """);
  }

  @Test
  void leavesNestedVirtualisationAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <cpu mode='host-passthrough'>
          <feature policy='disable' name='vmx'/>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesPassthroughAloneWhereTheHostOffersIt() {
    RuleTester.Run run = tester.with(host(Set.of("host-model", "host-passthrough"))).leavesAlone(
        """
        <cpu mode='host-passthrough'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  private static HostProfile host(Set<String> cpuModes) {
    return new HostProfile(
        "kvm1", "x86_64", Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), cpuModes, Set.of(), Set.of(),
        Set.of(), Set.of());
  }
}
