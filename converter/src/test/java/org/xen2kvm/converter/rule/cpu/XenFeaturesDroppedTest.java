package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class XenFeaturesDroppedTest {
  private final RuleTester tester = RuleTester.of(new XenFeaturesDropped()).in(Frame.DOMAIN);

  @Test
  void removesHapAndXen() {
    RuleTester.Run run = tester.rewrites(
        """
        <features>
          <acpi/>
          <hap state='off'/>
          <xen>
            <e820_host state='on'/>
          </xen>
        </features>
        """,
        """
        <features>
          <acpi/>
        </features>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void removesPrivnetAndNonpae() {
    tester.rewrites(
        """
        <features>
          <acpi/>
          <privnet/>
          <nonpae/>
        </features>
        """,
        """
        <features>
          <acpi/>
        </features>
        """);
  }

  @Test
  void leavesFeaturesOfKvmAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <features>
          <acpi/>
          <apic/>
          <pae/>
        </features>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesViridianToItsOwnRule() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <features>
          <acpi/>
          <viridian/>
        </features>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
