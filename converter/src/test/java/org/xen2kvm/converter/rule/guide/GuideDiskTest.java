package org.xen2kvm.converter.rule.guide;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

class GuideDiskTest {
  private final RuleTester tester = RuleTester.of(new GuideDisk()).in(Frame.PV_DEVICES);

  @Test
  void fileOnXvdBecomesQemuOnVd() {
    tester.with(Policy.guide()).rewrites(
        """
        <disk type='file' device='disk'>
          <driver name='file'/>
          <source file='/a.img'/>
          <target dev='xvdb' bus='xen'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/a.img'/>
          <target dev='vdb' bus='virtio'/>
        </disk>
        """);
  }

  @Test
  void keepsAFormat() {
    tester.with(Policy.guide()).rewrites(
        """
        <disk type='file' device='disk'>
          <driver name='file' type='qcow2'/>
          <source file='/a.img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2'/>
          <source file='/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
  }

  @Test
  void knowsNeitherPhyNorIde() {
    tester.with(Policy.guide()).leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='phy'/>
          <source file='/a.img'/>
          <target dev='hda' bus='ide'/>
        </disk>
        """);
  }
}
