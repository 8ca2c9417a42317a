package org.xen2kvm.converter.rule.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.LiveMigration;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class MachineTypeWithVersionTest {
  private final RuleTester tester = RuleTester.of(new MachineTypeWithVersion()).in(Frame.DOMAIN);

  private static final HostProfile HOST =
      host(Set.of("pc", "q35", "pc-i440fx-7.2", "pc-q35-7.2"), Map.of("pc", "pc-i440fx-7.2", "q35", "pc-q35-7.2"));

  @Test
  void namesWhatTheAliasStandsForOnTheHost() {
    RuleTester.Run run = tester.with(HOST).with(Policy.builder().liveMigration(LiveMigration.WANTED).build()).rewrites(
        """
        <os>
          <type arch='x86_64' machine='pc'>hvm</type>
        </os>
        """,
        """
        <os>
          <type arch='x86_64' machine='pc-i440fx-7.2'>hvm</type>
        </os>
        """);

    assertThat(run.changes()).singleElement().satisfies(change -> assertThat(change.reason()).contains("'pc'"));
  }

  @Test
  void readsTheOtherFamilyInItsOwnWay() {
    tester.with(HOST).rewrites(
        """
        <os>
          <type arch='x86_64' machine='q35'>hvm</type>
        </os>
        """,
        """
        <os>
          <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
        </os>
        """);
  }

  @Test
  void leavesAVersionAlone() {
    tester.with(HOST).leavesAlone("<os><type machine='pc-i440fx-2.11'>hvm</type></os>");
  }

  @Test
  void leavesAnAliasAloneWhereNothingIsKnownOfTheHost() {
    RuleTester.Run run = tester.leavesAlone("<os><type machine='pc'>hvm</type></os>");

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAMissingMachineTypeAlone() {
    tester.with(HOST).leavesAlone("<os><type>hvm</type></os>");
  }

  private static HostProfile host(Set<String> machines, Map<String, String> aliases) {
    return new HostProfile(
        "kvm1", "x86_64", Optional.empty(), Optional.empty(), machines, Optional.empty(), Set.of(), Set.of(), Set.of(),
        Set.of(), Set.of(), aliases);
  }
}
