package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DropDomainIdTest {
  private final RuleTester tester = RuleTester.of(new DropDomainId()).in(Frame.NONE);

  @Test
  void removesTheIdOfARunningDomain() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen' id='53'>
          <name>web1</name>
          <memory>524288</memory>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
        </domain>
        """);

    assertThat(run.changes()).singleElement().satisfies(change -> {
      assertThat(change.kind()).isEqualTo(Change.Kind.REMOVE_ATTRIBUTE);
      assertThat(change.xpath()).isEqualTo("/domain");
      assertThat(change.before()).isEqualTo("53");
    });
  }

  @Test
  void leavesADomainWithoutIdAlone() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
        </domain>
        """);
  }
}
