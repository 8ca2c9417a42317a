package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class NoDeviceModelArgumentsTest {
  private final RuleTester tester = RuleTester.of(new NoDeviceModelArguments()).in(Frame.NONE);

  @Test
  void xensArgumentsGo() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen' xmlns:xen='http://libvirt.org/schemas/domain/xen/1.0'>
          <name>web1</name>
          <memory>524288</memory>
          <xen:commandline>
            <xen:arg value='-foo'/>
          </xen:commandline>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen' xmlns:xen='http://libvirt.org/schemas/domain/xen/1.0'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("<xen:commandline> with 1 entries");
      assertThat(finding.advice()).isNotBlank();
    });
  }

  @Test
  void argumentsForQemuGoToo() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen' xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>
          <name>web1</name>
          <memory>524288</memory>
          <q:commandline>
            <q:arg value='-foo'/>
          </q:commandline>
          <q:capabilities/>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen' xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>
          <name>web1</name>
          <memory>524288</memory>
          <devices/>
        </domain>
        """);

    assertThat(run.messages()).hasSize(2);
  }

  @Test
  void otherNamespacesStay() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <my:commandline xmlns:my='urn:my'>
            <my:arg value='-foo'/>
          </my:commandline>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
