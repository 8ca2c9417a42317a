package org.xen2kvm.converter.rule.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class BootDiskSelectedTest {
  private final RuleTester tester = RuleTester.of(new BootDiskSelected()).in(Frame.NONE);

  @Test
  void marksTheFirstDiskOfTheListOfAParavirtualGuest() {
    RuleTester.Run run = tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <boot dev='hd'/>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
              <boot order='1'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.changes()).hasSize(2);
  }

  @Test
  void marksTheEmulatedDiskBehindAParavirtualOne() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
            <boot dev='cdrom'/>
            <boot dev='hd'/>
            <boot dev='network'/>
            <boot dev='fd'/>
            <bootmenu enable='yes'/>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/hda.img'/>
              <target dev='hda' bus='ide'/>
              <address type='drive' unit='0'/>
            </disk>
            <disk type='file' device='cdrom'>
              <source file='/hdc.img'/>
              <target dev='hdc' bus='ide'/>
            </disk>
            <interface type='bridge'>
              <source bridge='br0'/>
            </interface>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
            <bootmenu enable='yes'/>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/hda.img'/>
              <target dev='hda' bus='ide'/>
              <boot order='2'/>
              <address type='drive' unit='0'/>
            </disk>
            <disk type='file' device='cdrom'>
              <source file='/hdc.img'/>
              <target dev='hdc' bus='ide'/>
              <boot order='1'/>
            </disk>
            <interface type='bridge'>
              <source bridge='br0'/>
              <boot order='3'/>
            </interface>
          </devices>
        </domain>
        """);
  }

  @Test
  void removesBootDevicesBesideABootOrder() {
    tester.rewrites(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
            <boot dev='hd'/>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/hda.img'/>
              <target dev='hda' bus='ide'/>
              <boot order='1'/>
            </disk>
          </devices>
        </domain>
        """,
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/hda.img'/>
              <target dev='hda' bus='ide'/>
              <boot order='1'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void leavesASingleDiskAlone() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <boot dev='hd'/>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void leavesDisksInOrderAlone() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
            <boot dev='hd'/>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/hdb.img'/>
              <target dev='hdb' bus='ide'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/hda.img'/>
              <target dev='hda' bus='ide'/>
            </disk>
            <disk type='file' device='cdrom'>
              <source file='/hdc.img'/>
              <target dev='hdc' bus='ide'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void leavesADomainAloneThatDoesNotBootFromDisk() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <boot dev='network'/>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void leavesADomainWithAKernelAlone() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>linux</type>
            <kernel>/boot/vmlinuz</kernel>
            <boot dev='hd'/>
          </os>
          <devices>
            <disk type='file' device='disk'>
              <source file='/xvdb.img'/>
              <target dev='xvdb' bus='xen'/>
            </disk>
            <disk type='file' device='disk'>
              <source file='/xvda.img'/>
              <target dev='xvda' bus='xen'/>
            </disk>
          </devices>
        </domain>
        """);
  }

  @Test
  void leavesADomainWithoutHardDiskAlone() {
    tester.leavesAlone(
        """
        <domain type='xen'>
          <name>a</name>
          <memory>65536</memory>
          <os>
            <type>hvm</type>
            <boot dev='hd'/>
          </os>
          <devices>
            <disk type='file' device='cdrom'>
              <source file='/hdc.img'/>
              <target dev='hdc' bus='ide'/>
            </disk>
          </devices>
        </domain>
        """);
  }
}
