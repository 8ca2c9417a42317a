package org.xen2kvm.converter.rule.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class DropXenNicPartsTest {
  private final RuleTester tester = RuleTester.of(new DropXenNicParts()).in(Frame.PV_DEVICES);

  @Test
  void removesTheDriverDomain() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <backenddomain name='sys-net'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
        </interface>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("driver domain sys-net");
      assertThat(finding.advice()).contains("map the interface");
    });
  }

  @Test
  void removesTheXenDriverOfAPassedThroughInterface() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='hostdev'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <driver name='xen'/>
          <source>
            <address type='pci' domain='0x0000' bus='0x03' slot='0x10' function='0x0'/>
          </source>
        </interface>
        """,
        """
        <interface type='hostdev'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source>
            <address type='pci' domain='0x0000' bus='0x03' slot='0x10' function='0x0'/>
          </source>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsTheOtherSettingsOfADriver() {
    RuleTester.Run run = tester.rewrites(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <driver name='netback' queues='4'/>
        </interface>
        """,
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <driver queues='4'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsDriversOfKvm() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <driver name='vhost' queues='5'/>
        </interface>
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <driver queues='2'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesAnOrdinaryInterfaceAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <interface type='bridge'>
          <mac address='00:16:3e:1a:2b:3c'/>
          <source bridge='br0'/>
          <model type='e1000'/>
        </interface>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
