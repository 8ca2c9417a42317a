package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class MemoryInAgreementTest {
  private final RuleTester tester = RuleTester.of(new MemoryInAgreement()).in(Frame.NONE);

  @Test
  void memoryIsTakenFromCurrentMemory() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <currentMemory unit='MiB'>512</currentMemory>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='MiB'>512</memory>
          <currentMemory unit='MiB'>512</currentMemory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void memoryIsTakenFromTheCells() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <vcpu>2</vcpu>
          <cpu>
            <numa>
              <cell id='0' cpus='0' memory='1' unit='GiB'/>
              <cell id='1' cpus='1' memory='524288'/>
            </numa>
          </cpu>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='KiB'>1572864</memory>
          <vcpu>2</vcpu>
          <cpu>
            <numa>
              <cell id='0' cpus='0' memory='1' unit='GiB'/>
              <cell id='1' cpus='1' memory='524288'/>
            </numa>
          </cpu>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void currentMemoryIsLoweredToMemory() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <currentMemory unit='GiB'>1</currentMemory>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <currentMemory>524288</currentMemory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void theUnitGoesAlong() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='MiB'>512</memory>
          <currentMemory>1048576</currentMemory>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='MiB'>512</memory>
          <currentMemory unit='MiB'>512</currentMemory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void currentMemoryThatIsNoNumberGoes() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <currentMemory>half</currentMemory>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("'half'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aBalloonedGuestIsANote() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='KiB'>1048576</memory>
          <currentMemory unit='KiB'>524288</currentMemory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("512 MiB of 1024 MiB");
    });
  }

  @Test
  void equalSizesInOtherUnitsStay() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='GiB'>1</memory>
          <currentMemory unit='KiB'>1048576</currentMemory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void powersOfTenAreNotPowersOfTwo() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory unit='GiB'>1</memory>
          <currentMemory unit='GB'>1</currentMemory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("976562 KiB of 1024 MiB");
    });
  }

  @Test
  void memoryAloneStays() {
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
  void withoutAnySizeNothingHappens() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <currentMemory>half</currentMemory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void cellsWithoutASizeHelpNobody() {
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

    assertThat(run.findings()).isEmpty();
  }
}
