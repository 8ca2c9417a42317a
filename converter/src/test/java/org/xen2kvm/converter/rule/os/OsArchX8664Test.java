package org.xen2kvm.converter.rule.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class OsArchX8664Test {
  private final RuleTester tester = RuleTester.of(new OsArchX8664()).in(Frame.DOMAIN);

  @Test
  void namesTheArchitectureWhereThereIsNone() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
        </os>
        """,
        """
        <os>
          <type arch='x86_64'>hvm</type>
        </os>
        """);
  }

  @Test
  void runs32BitGuestsOnAnX8664Machine() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type arch='i686' machine='xenpv'>linux</type>
        </os>
        """,
        """
        <os>
          <type arch='x86_64' machine='xenpv'>linux</type>
        </os>
        """);

    assertThat(run.changes()).singleElement().satisfies(change -> assertThat(change.before()).isEqualTo("i686"));
  }

  @Test
  void leavesX8664Alone() {
    tester.leavesAlone(
        """
        <os>
          <type arch='x86_64'>hvm</type>
        </os>
        """);
  }

  @Test
  void leavesAForeignArchitectureAlone() {
    tester.leavesAlone(
        """
        <os>
          <type arch='ia64'>hvm</type>
        </os>
        """);
  }
}
