package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class LifecycleThatQemuKnowsTest {
  private final RuleTester tester = RuleTester.of(new LifecycleThatQemuKnows()).in(Frame.DOMAIN);

  @Test
  void preserveBecomesTheOrdinaryAction() {
    RuleTester.Run run = tester.rewrites(
        """
        <on_poweroff>preserve</on_poweroff>
        <on_reboot>preserve</on_reboot>
        <on_crash>preserve</on_crash>
        """,
        """
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>restart</on_reboot>
        <on_crash>preserve</on_crash>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void renameRestartBecomesRestart() {
    RuleTester.Run run = tester.rewrites(
        """
        <on_poweroff>rename-restart</on_poweroff>
        <on_reboot>rename-restart</on_reboot>
        <on_crash>rename-restart</on_crash>
        """,
        """
        <on_poweroff>restart</on_poweroff>
        <on_reboot>restart</on_reboot>
        <on_crash>restart</on_crash>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void coredumpsAreForCrashesOnly() {
    RuleTester.Run run = tester.rewrites(
        """
        <on_poweroff>coredump-destroy</on_poweroff>
        <on_reboot>coredump-restart</on_reboot>
        <on_crash>coredump-restart</on_crash>
        """,
        """
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>restart</on_reboot>
        <on_crash>coredump-restart</on_crash>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void unknownActionsBecomeLibvirtsDefaults() {
    RuleTester.Run run = tester.rewrites(
        """
        <on_poweroff>bogus</on_poweroff>
        <on_reboot></on_reboot>
        <on_crash>soft-reset</on_crash>
        """,
        """
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>restart</on_reboot>
        <on_crash>destroy</on_crash>
        """);

    assertThat(run.findings()).hasSize(3).allMatch(finding -> finding.severity() == Severity.WARNING);
  }

  @Test
  void xlsSpellingIsKnown() {
    RuleTester.Run run = tester.rewrites(
        """
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>Restart</on_reboot>
        <on_crash>coredump_restart</on_crash>
        """,
        """
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>restart</on_reboot>
        <on_crash>coredump-restart</on_crash>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void restartAtPoweroffNeedsRestartAtReboot() {
    RuleTester.Run run = tester.rewrites(
        """
        <on_poweroff>restart</on_poweroff>
        <on_reboot>destroy</on_reboot>
        """,
        """
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>destroy</on_reboot>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("switched off");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void bothHappenTogether() {
    RuleTester.Run run = tester.rewrites(
        """
        <on_poweroff>rename-restart</on_poweroff>
        <on_reboot>destroy</on_reboot>
        """,
        """
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>destroy</on_reboot>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("switched off");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void actionsThatQemuKnowsStay() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <on_poweroff>destroy</on_poweroff>
        <on_reboot>restart</on_reboot>
        <on_crash>coredump-destroy</on_crash>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void restartInBothCasesStays() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <on_poweroff>restart</on_poweroff>
        <on_reboot>restart</on_reboot>
        <on_crash>restart</on_crash>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void whatIsNotThereStaysAway() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <on_lockfailure>pause</on_lockfailure>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void anElementWithChildrenGoes() {
    RuleTester.Run run = tester.rewrites(
        """
        <on_reboot>
          <action/>
        </on_reboot>
        """,
        """

        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("on_reboot holds elements");
      assertThat(finding.advice()).isNotBlank();
    });
  }
}
