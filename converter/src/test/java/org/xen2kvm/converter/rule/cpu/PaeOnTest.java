package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class PaeOnTest {
  private final RuleTester tester = RuleTester.of(new PaeOn()).in(Frame.DOMAIN);

  @Test
  void addsPaeBehindAcpiAndApic() {
    tester.rewrites(
        """
        <os>
          <type>linux</type>
        </os>
        <features>
          <acpi/>
          <apic/>
          <hap/>
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
          <hap/>
        </features>
        """);
  }

  @Test
  void makesFeaturesWhereThereAreNone() {
    tester.rewrites(
        """
        <os>
          <type>linux</type>
        </os>
        """,
        """
        <os>
          <type>linux</type>
        </os>
        <features>
          <pae/>
        </features>
        """);
  }

  @Test
  void leavesAnHvmGuestAlone() {
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
  void leavesPaeAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>linux</type>
        </os>
        <features>
          <pae/>
        </features>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
