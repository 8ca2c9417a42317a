package org.xen2kvm.converter.rule.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class AcpiTableReportedTest {
  private final RuleTester tester = RuleTester.of(new AcpiTableReported()).in(Frame.DOMAIN);

  @Test
  void reportsTheFileOfATable() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <acpi>
            <table type='slic'>/sys/firmware/acpi/tables/SLIC</table>
          </acpi>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("/sys/firmware/acpi/tables/SLIC");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    });
  }

  @Test
  void isSilentWithoutATable() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <acpi/>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
