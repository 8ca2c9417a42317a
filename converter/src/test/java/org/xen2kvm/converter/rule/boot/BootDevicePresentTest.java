package org.xen2kvm.converter.rule.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class BootDevicePresentTest {
  private final RuleTester tester = RuleTester.of(new BootDevicePresent()).in(Frame.DOMAIN);

  @Test
  void addsTheHardDisk() {
    RuleTester.Run run = tester.rewrites(
        """
        <os>
          <type>linux</type>
        </os>
        """,
        """
        <os>
          <type>linux</type>
          <boot dev='hd'/>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void addsItBeforeTheBootMenu() {
    tester.rewrites(
        """
        <os>
          <type>hvm</type>
          <bootmenu enable='yes'/>
        </os>
        """,
        """
        <os>
          <type>hvm</type>
          <boot dev='hd'/>
          <bootmenu enable='yes'/>
        </os>
        """);
  }

  @Test
  void leavesBootDevicesAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <boot dev='cdrom'/>
          <boot dev='network'/>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesADomainWithAKernelAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <kernel>/boot/vmlinuz-6.1.0</kernel>
        </os>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesABootOrderOfDevicesAlone() {
    RuleTester.Run run = tester.in(Frame.NONE).leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/a.img'/>
              <target dev='hda' bus='ide'/>
              <boot order='1'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void reportsABootDeviceThatLibvirtDoesNotKnow() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <os>
          <type>hvm</type>
          <boot dev='cd'/>
        </os>
        """);

    assertThat(run.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.message()).contains("cd");
    });
  }
}
