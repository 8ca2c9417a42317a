package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.NameMatch;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Rename;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DomainRenamedTest {
  private final RuleTester tester = RuleTester.of(new DomainRenamed()).in(Frame.NONE);

  private RuleTester renaming(Rename... renames) {
    return tester.with(Policy.builder().rename(List.of(renames)).build());
  }

  private static Rename exact(String from, String to) {
    return new Rename(NameMatch.exact(from), to);
  }

  @Test
  void anExactNameIsReplaced() {
    RuleTester.Run run = renaming(exact("other", "x"), exact("web1", "mail"), exact("web1", "late")).rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>mail</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void groupsOfAnExpressionAreFilledIn() {
    renaming(new Rename(NameMatch.regex("(web[0-9])"), "$1-kvm")).rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1-kvm</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);
  }

  @Test
  void blanksAroundTheOldNameDoNotCount() {
    renaming(exact("web1", "mail")).rewrites(
        """
        <domain type='xen'>
          <name> web1 </name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>mail</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);
  }

  @Test
  void aNameThatMatchesNothingStays() {
    RuleTester.Run run = renaming(exact("web", "mail")).leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void withoutARenameTheNameStays() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aResultThatLibvirtDoesNotTakeIsRefused() {
    RuleTester.Run run = renaming(exact("web1", "a/b")).leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
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
  void anEmptyResultIsRefused() {
    RuleTester.Run run = renaming(exact("web1", " ")).leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("empty");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aGroupThatDoesNotExistIsRefused() {
    RuleTester.Run run = renaming(new Rename(NameMatch.regex("(web)1"), "$2")).leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("$2");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aDomainWithoutNameIsNotTouched() {
    RuleTester.Run run = renaming(exact("", "x")).leavesAlone(
        """
        <domain type='xen'>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
