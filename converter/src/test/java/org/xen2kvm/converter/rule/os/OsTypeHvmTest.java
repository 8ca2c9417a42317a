package org.xen2kvm.converter.rule.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class OsTypeHvmTest {
  private final RuleTester tester = RuleTester.of(new OsTypeHvm()).in(Frame.DOMAIN);

  @Test
  void turnsLinuxIntoHvm() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type arch='x86_64' machine='xenpv'>linux</type>
        </os>
        """,
        """
        <os>
          <type arch='x86_64' machine='xenpv'>hvm</type>
        </os>
        """);

    assertThat(run.changes()).singleElement().satisfies(change -> assertThat(change.before()).isEqualTo("linux"));
  }

  @Test
  void turnsXenIntoHvm() {
    tester.rewrites(
        """
        <os>
          <type>xen</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);
  }

  @Test
  void turnsXenpvhIntoHvm() {
    tester.rewrites(
        """
        <os>
          <type>xenpvh</type>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);
  }

  @Test
  void fillsAnEmptyType() {
    tester.rewrites(
        """
        <os>
          <type/>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
        </os>
        """);
  }

  @Test
  void leavesHvmAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsATypeThatXenDoesNotHave() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>exe</type>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("exe");
    });
  }
}
