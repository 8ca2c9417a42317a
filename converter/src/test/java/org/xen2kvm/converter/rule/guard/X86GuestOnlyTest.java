package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class X86GuestOnlyTest {
  private final RuleTester tester = RuleTester.of(new X86GuestOnly()).in(Frame.NONE);

  @Test
  void takesX8664() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='x86_64'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesI686() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='i686'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesXensNameFor32Bit() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='x86_32'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesAnEmptyOne() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch=''>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesAmd64() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='amd64'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesADomainWithoutArchitecture() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void takesADomainWithoutOs() {
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
  void refusesIa64() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='ia64'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'ia64'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void refusesArmv7l() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='armv7l'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'armv7l'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void refusesAarch64() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='aarch64'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'aarch64'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void refusesPpc64le() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='ppc64le'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'ppc64le'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void refusesSparc() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='sparc'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'sparc'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void doesNotJudgeAKvmDomain() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='kvm'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='aarch64'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void refusesAHostOfAnotherArchitecture() {
    HostProfile arm = new HostProfile("arm1", "aarch64", Optional.empty(), Optional.empty(), Set.of(), Optional.empty(),
        Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    RuleTester.Run run = tester.with(arm).leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <os>
            <type arch='x86_64'>hvm</type>
          </os>
          <devices/>
        </domain>
        """);

    assertThat(run.messages()).singleElement().asString().contains("arm1", "aarch64");
  }
}
