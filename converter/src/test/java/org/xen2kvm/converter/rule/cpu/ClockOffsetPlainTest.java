package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ClockOffsetPlainTest {
  private final RuleTester tester = RuleTester.of(new ClockOffsetPlain()).in(Frame.DOMAIN);

  @Test
  void readsTheSyncOfOldDefinitions() {
    tester.rewrites(
        """
        <clock sync='localtime'/>
        """,
        """
        <clock offset='localtime'/>
        """);
  }

  @Test
  void dropsSyncBesideAnOffset() {
    tester.rewrites(
        """
        <clock sync='localtime' offset='utc'/>
        """,
        """
        <clock offset='utc'/>
        """);
  }

  @Test
  void writesAVariableClockWithoutDifferenceAsItsBasis() {
    RuleTester.Run run = tester.rewrites(
        """
        <clock offset='variable' adjustment='0' basis='localtime'>
          <timer name='hpet' present='no'/>
        </clock>
        """,
        """
        <clock offset='localtime'>
          <timer name='hpet' present='no'/>
        </clock>
        """);

    assertThat(run.changes()).hasSize(3);
  }

  @Test
  void takesUtcForAVariableClockWithoutBasis() {
    tester.rewrites(
        """
        <clock offset='variable'/>
        """,
        """
        <clock offset='utc'/>
        """);
  }

  @Test
  void saysUtcWhereNothingIsSaid() {
    tester.rewrites(
        """
        <clock/>
        """,
        """
        <clock offset='utc'/>
        """);
  }

  @Test
  void keepsADifference() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <clock offset='variable' adjustment='-3600' basis='utc'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsUtcWithReset() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <clock offset='utc' adjustment='reset'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsATimezone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <clock offset='timezone' timezone='Europe/Berlin'/>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void notesAWindowsGuestWithoutClock() {
    RuleTester.Run run = tester.with(GuestFacts.of(GuestFacts.OperatingSystem.WINDOWS)).leavesAlone(
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("UTC");
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
    });
  }

  @Test
  void isSilentAboutOtherGuestsWithoutClock() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
