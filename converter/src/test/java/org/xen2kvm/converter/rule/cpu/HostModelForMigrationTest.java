package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.LiveMigration;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class HostModelForMigrationTest {
  private final RuleTester tester = RuleTester.of(new HostModelForMigration()).in(Frame.DOMAIN);

  @Test
  void showsTheModelInsteadOfTheCpu() {
    RuleTester.Run run = tester.with(Policy.builder().liveMigration(LiveMigration.WANTED).build()).rewrites(
        """
        <cpu mode='host-passthrough' check='none'>
          <topology sockets='1' cores='2' threads='2'/>
        </cpu>
        """,
        """
        <cpu mode='host-model' check='none'>
          <topology sockets='1' cores='2' threads='2'/>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void dropsTheAttributeOfTheOtherModes() {
    tester.rewrites(
        """
        <cpu mode='maximum' migratable='on'/>
        """,
        """
        <cpu mode='host-model'/>
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "<cpu mode='host-model'/>", "<cpu mode='custom' match='exact'><model>EPYC</model></cpu>", "<cpu match='exact'/>", ""
  })
  void leavesAloneWhatMoves(String cpu) {
    tester.leavesAlone(cpu);
  }

  @Test
  void leavesAloneWhatThePolicyChose() {
    tester.with(Policy.builder().cpuMode("host-passthrough").build()).leavesAlone("<cpu mode='host-passthrough'/>");
  }

  @Test
  void leavesTheModeAloneWhereTheHostHasNoOther() {
    HostProfile host = new HostProfile(
        "kvm1", "x86_64", Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), Set.of("host-passthrough"),
        Set.of(), Set.of(), Set.of(), Set.of());

    tester.with(host).leavesAlone("<cpu mode='host-passthrough'/>");
  }
}
