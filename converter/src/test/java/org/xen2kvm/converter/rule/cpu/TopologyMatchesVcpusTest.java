package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class TopologyMatchesVcpusTest {
  private final RuleTester tester = RuleTester.of(new TopologyMatchesVcpus()).in(Frame.DOMAIN);

  @Test
  void removesATopologyThatMakesAnotherNumber() {
    RuleTester.Run run = tester.rewrites(
        """
        <cpu mode='host-model'>
          <topology sockets='1' cores='1' threads='3'/>
        </cpu>
        """,
        """
        <cpu mode='host-model'/>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("makes 3 CPUs");
      assertThat(finding.message()).contains("has 4");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    });
  }

  @Test
  void removesATopologyThatIsNoNumber() {
    RuleTester.Run run = tester.rewrites(
        """
        <cpu>
          <topology sockets='two' cores='1' threads='1'/>
        </cpu>
        """,
        """
        <cpu/>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("no numbers");
    });
  }

  @Test
  void survivesATopologyOfAbsurdSize() {
    RuleTester.Run run = tester.rewrites(
        """
        <cpu>
          <topology sockets='9999999' cores='9999999' threads='9999999'/>
        </cpu>
        """,
        """
        <cpu/>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("has 4");
    });
  }

  @Test
  void keepsATopologyThatFits() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <cpu>
          <topology sockets='2' dies='1' cores='2' threads='1'/>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesADomainAloneWhoseVcpusAreNoNumber() {
    RuleTester.Run run = tester.in(Frame.NONE).leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <vcpu>many</vcpu>
          <cpu>
            <topology sockets='2' cores='1' threads='1'/>
          </cpu>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
