package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Rename;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NameThatLibvirtTakesTest {
  private final RuleTester tester = RuleTester.of(new NameThatLibvirtTakes()).in(Frame.NONE);

  @Test
  void aSlashIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a/b</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("a/b");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aFolderIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>..</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'..'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aLineBreakInsideIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web
          1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("line break");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aNameThatFitsNoFileIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("247 bytes");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void blanksUmlautsAndLeadingDotsPass() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>.Büro 1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void lineBreaksAroundPass() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>
            web1
          </name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aMissingNameIsAnothersConcern() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aKvmDomainIsNotJudged() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='kvm'>
          <name>a/b</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aNameThatThePolicyReplacesPasses() {
    Policy policy = Policy.builder().rename(List.of(new Rename(NameMatch.exact("a/b"), "ab"))).build();

    RuleTester.Run run = tester.with(policy).leavesAlone(
        """
        <domain type='xen'>
          <name>a/b</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
