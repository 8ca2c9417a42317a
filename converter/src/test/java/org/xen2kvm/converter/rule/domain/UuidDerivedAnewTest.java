package org.xen2kvm.converter.rule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class UuidDerivedAnewTest {
  private final RuleTester tester = RuleTester.of(new UuidDerivedAnew()).in(Frame.NONE);

  private RuleTester anew() {
    return tester.with(Policy.builder().uuid(Policy.UuidChoice.NEW).build());
  }

  @Test
  void theUuidIsReplacedByOneDerivedFromIt() {
    RuleTester.Run run = anew().rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>a03a3b8d-b52d-8863-88fb-7e673c696c86</uuid>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.NOTE);
      assertThat(finding.message()).contains("new UUID");
    });
  }

  @Test
  void theWayItIsWrittenDoesNotMatter() {
    anew().rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>0A1B2C3D4E5F4A6B8C7D9E0F1A2B3C4D</uuid>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>a03a3b8d-b52d-8863-88fb-7e673c696c86</uuid>
          <devices/>
        </domain>
        """);
  }

  @Test
  void theSystemUuidGoesAlong() {
    RuleTester.Run run = anew().rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <sysinfo type='smbios'>
            <system>
              <entry name='serial'>17</entry>
              <entry name='uuid'>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</entry>
            </system>
          </sysinfo>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>a03a3b8d-b52d-8863-88fb-7e673c696c86</uuid>
          <sysinfo type='smbios'>
            <system>
              <entry name='serial'>17</entry>
              <entry name='uuid'>a03a3b8d-b52d-8863-88fb-7e673c696c86</entry>
            </system>
          </sysinfo>
          <devices/>
        </domain>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void whatIsNoUuidBecomesOne() {
    anew().rewrites(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>later</uuid>
          <devices/>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>fbe31a40-0b3a-8636-8a6d-459524f985c2</uuid>
          <devices/>
        </domain>
        """);
  }

  @Test
  void withoutUuidLibvirtMakesOne() {
    RuleTester.Run run = anew().leavesAlone(
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
  void byDefaultTheUuidStays() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>web1</name>
          <memory>524288</memory>
          <uuid>0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d</uuid>
          <devices/>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
