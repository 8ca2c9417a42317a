package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class CompleteDomainOnlyTest {
  private final RuleTester tester = RuleTester.of(new CompleteDomainOnly()).in(Frame.NONE);

  @Test
  void aCompleteDomainPasses() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>596a5d2171f48fb2e068e2386a5c413e</uuid>
          <vcpu>2</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aDomainWithoutNameIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("no name");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aBlankNameIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>  </name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("no name");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aDomainWithoutMemoryIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("no memory");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void currentMemoryAloneIsEnough() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <currentMemory>524288</currentMemory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void numaCellsAreEnough() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <cpu>
            <numa>
              <cell id='0' cpus='0' memory='524288' unit='KiB'/>
            </numa>
          </cpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aMemorySizeThatIsAwordIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='GiB'>plenty</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'plenty'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aMemorySizeThatIsAfractionIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='GiB'>1.5</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'1.5'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aMemorySizeThatIsZeroIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='GiB'>0</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'0'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aMemorySizeThatIsAnegativenumberIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='GiB'>-1</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'-1'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aMemorySizeThatIsMorethanfitsIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='GiB'>9999999999999999999</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'9999999999999999999'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aMemorySizeThatIsNothingIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='GiB'></memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("''");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void numaCellsWithoutASizeAreNotEnough() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <cpu>
            <numa>
              <cell id='0' cpus='0'/>
            </numa>
          </cpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("no memory");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void anUnknownUnitIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='furlong'>4</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("furlong");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void blanksAroundANumberPass() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory> 524288 </memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void noVcpuIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>0</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'0'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aWordForTheVcpusIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <vcpu>two</vcpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'two'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aUuidThatIsNoneIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>later</uuid>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'later'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aUuidThatIsReplacedIsNotJudged() {
    RuleTester.Run run = tester.with(Policy.builder().uuid(Policy.UuidChoice.NEW).build()).leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>later</uuid>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aDomainWithoutDevicesIsAWarning() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("no devices");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aKvmDomainIsNotJudged() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='kvm'/>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
