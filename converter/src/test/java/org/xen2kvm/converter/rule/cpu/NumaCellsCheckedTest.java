package org.xen2kvm.converter.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NumaCellsCheckedTest {
  private final RuleTester tester = RuleTester.of(new NumaCellsChecked()).in(Frame.DOMAIN);

  @Test
  void removesCellsOfMoreCpusThanThereAre() {
    RuleTester.Run run = tester.rewrites(
        """
        <cpu mode='host-model'>
          <numa>
            <cell id='0' cpus='0-3' memory='524288'/>
            <cell id='1' cpus='4-7' memory='524288'/>
          </numa>
        </cpu>
        """,
        """
        <cpu mode='host-model'/>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("8 CPUs");
      assertThat(finding.message()).contains("has 4");
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    });
  }

  @Test
  void keepsCellsThatFit() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <cpu mode='host-model'>
          <numa>
            <cell id='0' cpus='0-1' memory='524288'/>
            <cell id='1' cpus='2-3' memory='524288'/>
          </numa>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void readsListsAndExceptions() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <cpu mode='host-model'>
          <numa>
            <cell id='0' cpus='0,2' memory='524288'/>
            <cell id='1' cpus='1,3-5,^4,^5' memory='524288'/>
          </numa>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesCellsAloneThatItCannotRead() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <cpu mode='host-model'>
          <numa>
            <cell id='0' cpus='all' memory='524288'/>
            <cell id='1' cpus='9-x' memory='524288'/>
            <cell id='2' cpus='' memory='524288'/>
          </numa>
        </cpu>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
