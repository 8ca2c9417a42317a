package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class AcpiAndApicOnTest {
  private final RuleTester tester = RuleTester.of(new AcpiAndApicOn()).in(Frame.DOMAIN);

  @Test
  void switchesBothOnForAParavirtualGuest() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>linux</type>
        </os>
        <clock offset='utc'/>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        <features>
          <acpi/>
          <apic/>
        </features>
        <clock offset='utc'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void completesTheFeaturesOfAParavirtualGuest() {
    tester.rewrites(
        """
        <os>
          <type>linux</type>
        </os>
        <features>
          <pae/>
        </features>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        <features>
          <acpi/>
          <apic/>
          <pae/>
        </features>
        """);
  }

  @Test
  void switchesBothOnForAnHvmGuestWithoutFeatures() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        <features>
          <acpi/>
          <apic/>
        </features>
        """);
  }

  @Test
  void switchesAcpiOnForUefi() {
    tester.rewrites(
        """
        <os firmware='efi'>
          <type>hvm</type>
        </os>
        <features>
          <apic/>
        </features>
        """,
        """
        <os firmware='efi'>
          <type>hvm</type>
        </os>
        <features>
          <acpi/>
          <apic/>
        </features>
        """);
  }

  @Test
  void warnsOfSeveralCpusWithoutAcpi() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
        </os>
        <features>
          <pae/>
        </features>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("4 CPUs");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    });
  }

  @Test
  void isSilentAboutASingleCpuWithoutAcpi() {
    RuleTester.Run run = tester.in(Frame.NONE).leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <vcpu>1</vcpu>
          <os>
            <type>hvm</type>
          </os>
          <features>
            <pae/>
          </features>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAnHvmGuestWithAcpiAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
        </os>
        <features>
          <acpi/>
        </features>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAParavirtualGuestWithBothAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
        </os>
        <features>
          <acpi/>
          <apic/>
        </features>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
