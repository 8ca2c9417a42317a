package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class PortableCpuNeededTest {
  private final RuleTester tester = RuleTester.of(new PortableCpuNeeded()).in(Frame.DOMAIN);

  @ParameterizedTest
  @ValueSource(strings = {"host-passthrough", "maximum"})
  void warnsOfTheHostsOwnCpu(String mode) {
    RuleTester.Run run = tester.leavesAlone("<cpu mode='" + mode + "'/>");

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains(mode);
    });
  }

  @Test
  void refusesFeaturesThatCannotMove() {
    RuleTester.Run run = tester.leavesAlone("<cpu mode='host-passthrough' migratable='off'/>");

    assertThat(run.findings()).singleElement().extracting(Finding::severity).isEqualTo(Severity.ERROR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<feature policy='require' name='invtsc'/>", "<feature name='invtsc'/>"})
  void refusesAnInvariantCounterOfNoFixedFrequency(String feature) {
    RuleTester.Run run = tester.leavesAlone("<cpu mode='host-model'>" + feature + "</cpu>");

    assertThat(run.findings()).singleElement().extracting(Finding::severity).isEqualTo(Severity.ERROR);
  }

  @Test
  void takesAnInvariantCounterOfFixedFrequency() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <clock offset='utc'>
          <timer name='tsc' frequency='2500000000'/>
        </clock>
        <cpu mode='host-model'>
          <feature policy='require' name='invtsc'/>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "<cpu mode='host-model'/>", "<cpu mode='custom'><model>EPYC</model></cpu>",
    "<cpu mode='host-model'><feature policy='disable' name='invtsc'/></cpu>",
    "<cpu mode='host-model'><feature policy='require' name='vmx'/></cpu>"
  })
  void saysNothingOfWhatMoves(String cpu) {
    assertThat(tester.leavesAlone(cpu).findings()).isEmpty();
  }
}
