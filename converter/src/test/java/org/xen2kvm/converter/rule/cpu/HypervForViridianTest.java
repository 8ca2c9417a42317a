package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class HypervForViridianTest {
  private final RuleTester tester = RuleTester.of(new HypervForViridian()).in(Frame.DOMAIN);

  @Test
  void turnsViridianIntoHyperv() {
    RuleTester.Run run = tester.rewrites(
        """
        <features>
          <acpi/>
          <viridian/>
        </features>
        <clock offset='localtime'/>
        """,
        """
        <features>
          <acpi/>
          <hyperv>
            <relaxed state='on'/>
            <vapic state='on'/>
            <spinlocks state='on' retries='8191'/>
          </hyperv>
        </features>
        <clock offset='localtime'>
          <timer name='hypervclock' present='yes'/>
        </clock>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void makesAClockForTheTimer() {
    tester.rewrites(
        """
        <features>
          <viridian/>
        </features>
        """,
        """
        <features>
          <hyperv>
            <relaxed state='on'/>
            <vapic state='on'/>
            <spinlocks state='on' retries='8191'/>
          </hyperv>
        </features>
        <clock offset='utc'>
          <timer name='hypervclock' present='yes'/>
        </clock>
        """);
  }

  @Test
  void completesWhatTheDefinitionHas() {
    tester.rewrites(
        """
        <features>
          <viridian state='on'/>
          <hyperv>
            <vapic state='off'/>
          </hyperv>
        </features>
        <clock offset='utc'>
          <timer name='hypervclock' present='yes'/>
        </clock>
        """,
        """
        <features>
          <hyperv>
            <vapic state='off'/>
            <relaxed state='on'/>
            <spinlocks state='on' retries='8191'/>
          </hyperv>
        </features>
        <clock offset='utc'>
          <timer name='hypervclock' present='yes'/>
        </clock>
        """);
  }

  @Test
  void leavesHypervPassthroughAsItIs() {
    tester.rewrites(
        """
        <features>
          <viridian/>
          <hyperv mode='passthrough'/>
        </features>
        <clock offset='utc'>
          <timer name='hypervclock' present='yes'/>
        </clock>
        """,
        """
        <features>
          <hyperv mode='passthrough'/>
        </features>
        <clock offset='utc'>
          <timer name='hypervclock' present='yes'/>
        </clock>
        """);
  }

  @Test
  void removesViridianThatIsSwitchedOff() {
    tester.rewrites(
        """
        <features>
          <acpi/>
          <viridian state='off'/>
        </features>
        """,
        """
        <features>
          <acpi/>
        </features>
        """);
  }

  @Test
  void leavesAGuestWithoutViridianAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <features>
          <acpi/>
        </features>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
