package org.xen2kvm.converter.rule.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class KvmMachineTypeTest {
  private final RuleTester tester = RuleTester.of(new KvmMachineType()).in(Frame.DOMAIN);

  @Test
  void givesAParavirtualGuestThePcMachine() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type arch='x86_64' machine='xenpv'>linux</type>
        </os>
        """,
        """
        <os>
          <type arch='x86_64' machine='pc'>linux</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void givesAnHvmGuestThePcMachine() {
    tester.rewrites(
        """
        <os>
          <type machine='xenfv'>hvm</type>
        </os>
        """,
        """
        <os>
          <type machine='pc'>hvm</type>
        </os>
        """);
  }

  @Test
  void addsAMachineWhereThereIsNone() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type machine='pc'>hvm</type>
        </os>
        """);
  }

  @Test
  void givesAUefiGuestQ35() {
    tester.rewrites(
        """
        <os firmware='efi'>
          <type machine='xenfv'>hvm</type>
        </os>
        """,
        """
        <os firmware='efi'>
          <type machine='q35'>hvm</type>
        </os>
        """);
  }

  @Test
  void followsThePolicyEvenAgainstAPcMachine() {
    RuleTester.Run run = tester.with(Policy.builder().machine("q35").build()).rewrites(
        """
        <os>
          <type machine='pc-i440fx-2.11'>hvm</type>
        </os>
        """,
        """
        <os>
          <type machine='q35'>hvm</type>
        </os>
        """);

    assertThat(run.changes()).singleElement().satisfies(change -> assertThat(change.reason()).contains("policy"));
  }

  @Test
  void replacesAPcMachineThatTheHostDoesNotOffer() {
    RuleTester.Run run = tester.with(host(Set.of("pc", "q35"))).rewrites(
        """
        <os>
          <type machine='pc-0.14'>hvm</type>
        </os>
        """,
        """
        <os>
          <type machine='pc'>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesQ35OnAHostWithoutI440fx() {
    RuleTester.Run run = tester.with(host(Set.of("q35", "pc-q35-rhel9.6.0"))).rewrites(
        """
        <os>
          <type machine='xenfv'>hvm</type>
        </os>
        """,
        """
        <os>
          <type machine='q35'>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void warnsOfAMachineThatTheHostDoesNotOffer() {
    Policy policy = Policy.builder().machine("microvm").build();

    RuleTester.Run run = tester.with(host(Set.of("pc", "q35"))).with(policy).rewrites(
        """
        <os>
          <type machine='xenfv'>hvm</type>
        </os>
        """,
        """
        <os>
          <type machine='microvm'>hvm</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("kvm1");
      assertThat(finding.message()).contains("microvm");
    });
    assertThat(run.findings().get(0).advice()).contains("pc, q35");
  }

  @Test
  void leavesAPcMachineAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type machine='pc'>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAVersionedPcMachineAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type machine='pc-i440fx-2.11'>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  private static HostProfile host(Set<String> machines) {
    return new HostProfile(
        "kvm1", "x86_64", Optional.empty(), Optional.empty(), machines, Optional.empty(), Set.of(), Set.of(), Set.of(),
        Set.of(), Set.of());
  }
}
