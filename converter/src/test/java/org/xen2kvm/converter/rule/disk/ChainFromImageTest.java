package org.xen2kvm.converter.rule.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class ChainFromImageTest {
  private final RuleTester tester = RuleTester.of(new ChainFromImage()).in(Frame.PV_DEVICES);

  @Test
  void removesTheEmptyChainOfALiveDump() {
    RuleTester.Run run = tester.rewrites(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2'/>
          <source file='/srv/a.qcow2'/>
          <backingStore/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2'/>
          <source file='/srv/a.qcow2'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    assertThat(run.changes()).hasSize(1);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void removesAWholeChainAndTheMirrorAndTheIndex() {
    tester.rewrites(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.qcow2' index='2'/>
          <backingStore type='file' index='3'>
            <format type='raw'/>
            <source file='/srv/base.img'/>
            <backingStore/>
          </backingStore>
          <mirror type='file' job='copy'>
            <source file='/srv/copy.qcow2'/>
          </mirror>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.qcow2'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
  }

  @Test
  void leavesAnImageWithoutChainAlone() {
    tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <source file='/srv/a.qcow2'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """);
    tester.leavesAlone("<controller type='usb' index='0'/>");
  }
}
