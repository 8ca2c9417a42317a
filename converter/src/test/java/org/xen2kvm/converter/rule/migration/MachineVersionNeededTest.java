package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class MachineVersionNeededTest {
  private final RuleTester tester = RuleTester.of(new MachineVersionNeeded()).in(Frame.DOMAIN);

  @Test
  void tellsOfAnAliasWhereNothingIsKnownOfTheHost() {
    RuleTester.Run run = tester.leavesAlone("<os><type machine='pc'>hvm</type></os>");

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("'pc'");
      assertThat(finding.advice()).contains("--host").contains("--for-live-migration");
    });
  }

  @Test
  void namesTheVersionThatTheHostHas() {
    HostProfile host = host(Set.of("rhel", "pc-q35-rhel9.4.0"), Map.of("rhel", "pc-q35-rhel9.4.0"));

    RuleTester.Run run = tester.with(host).leavesAlone("<os><type machine='rhel'>hvm</type></os>");

    assertThat(run.findings()).singleElement().extracting(Finding::advice).asString().contains("'pc-q35-rhel9.4.0'");
  }

  @Test
  void tellsOfAMissingMachineType() {
    assertThat(tester.leavesAlone("<os><type>hvm</type></os>").messages()).singleElement().asString()
        .startsWith("Without a machine type");
  }

  @Test
  void saysNothingOfAVersion() {
    HostProfile host = host(Set.of("pc", "pc-i440fx-7.2"), Map.of("pc", "pc-i440fx-7.2"));

    assertThat(tester.leavesAlone("<os><type machine='pc-q35-7.2'>hvm</type></os>").findings()).isEmpty();
    assertThat(tester.with(host).leavesAlone("<os><type machine='pc-i440fx-7.2'>hvm</type></os>").findings()).isEmpty();
  }

  private static HostProfile host(Set<String> machines, Map<String, String> aliases) {
    return new HostProfile(
        "kvm1", "x86_64", Optional.empty(), Optional.empty(), machines, Optional.empty(), Set.of(), Set.of(), Set.of(),
        Set.of(), Set.of(), aliases);
  }
}
