package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class HostLabelsDroppedTest {
  private final RuleTester tester = RuleTester.of(new HostLabelsDropped()).in(Frame.NONE);

  @Test
  void theDomainsLabelGoes() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <seclabel type='dynamic' model='flask' relabel='no'>
            <label>system_u</label>
          </seclabel>
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

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aFixedLabelOfAnotherModuleIsAWarning() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <seclabel type='static' model='selinux' relabel='no'>
            <label>system_u</label>
          </seclabel>
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
      assertThat(finding.message()).contains("fixed selinux label");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void labelsOfDevicesGo() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices>
            <disk type='block' device='disk'>
              <source dev='/dev/vg0/a'>
                <seclabel model='selinux' relabel='no'/>
              </source>
              <target dev='xvda' bus='xen'/>
            </disk>
            <serial type='file'>
              <source path='/var/log/a.log'>
                <seclabel model='selinux' relabel='no'/>
              </source>
              <target port='0'/>
            </serial>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices>
            <disk type='block' device='disk'>
              <source dev='/dev/vg0/a'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <serial type='file'>
              <source path='/var/log/a.log'/>
              <target port='0'/>
            </serial>
          </devices>
        </domain>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void withoutLabelsNothingHappens() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <devices>
            <disk type='block' device='disk'>
              <source dev='/dev/vg0/a'/>
              <target dev='xvda' bus='xen'/>
            </disk>
            <serial type='file'>
              <source path='/var/log/a.log'/>
              <target port='0'/>
            </serial>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
