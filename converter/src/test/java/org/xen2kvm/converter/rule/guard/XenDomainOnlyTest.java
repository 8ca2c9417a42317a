package org.xen2kvm.converter.rule.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class XenDomainOnlyTest {
  private final RuleTester tester = RuleTester.of(new XenDomainOnly()).in(Frame.NONE);

  @Test
  void aXenDomainPasses() {
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
  void aKvmDomainIsANote() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='kvm'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("type kvm already");
    });
  }

  @Test
  void aQemuDomainIsANote() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='qemu'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("type qemu already");
    });
  }

  @Test
  void aDomainWithoutTypeIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("no type");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aContainerIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='lxc'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'lxc'");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aDomainOfAnotherHypervisorIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='vmware'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("'vmware'");
      assertThat(finding.advice()).isNotBlank();
      assertThat(finding.advice()).contains("virt-v2v");
    });
  }

  @Test
  void anEmptyTypeIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type=''>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("type ''");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aListOfDomainsIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domains>
          <domain type='xen'>
            <name>a</name>
          </domain>
          <domain type='xen'>
            <name>b</name>
          </domain>
        </domains>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("<domains>");
      assertThat(finding.advice()).isNotBlank();
      assertThat(finding.advice()).contains("a file of its own");
    });
  }

  @Test
  void aSnapshotIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domainsnapshot>
          <domain type='xen'>
            <name>a</name>
          </domain>
        </domainsnapshot>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("<domainsnapshot>");
      assertThat(finding.advice()).isNotBlank();
      assertThat(finding.advice()).contains("Extract");
    });
  }

  @Test
  void capabilitiesAreRefusedAlthoughTheyNameADomain() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <capabilities>
          <guest>
            <arch name='x86_64'>
              <domain type='xen'/>
            </arch>
          </guest>
        </capabilities>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("<capabilities>");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aNetworkIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <network>
          <name>default</name>
        </network>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("<network>");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void anythingElseIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <html/>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("<html>");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void aDomainInANamespaceIsRefused() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain xmlns='urn:x' type='xen'>
          <name>a</name>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("urn:x");
      assertThat(finding.advice()).isNotBlank();
    });
  }
}
