package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class HugepagesNeedTheHostTest {
  private final RuleTester tester = RuleTester.of(new HugepagesNeedTheHost()).in(Frame.NONE);

  @Test
  void hugePagesStayWithAWarning() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <memoryBacking>
            <hugepages/>
          </memoryBacking>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("huge pages");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void otherBackingIsNoConcern() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <memoryBacking>
            <nosharepages/>
          </memoryBacking>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
