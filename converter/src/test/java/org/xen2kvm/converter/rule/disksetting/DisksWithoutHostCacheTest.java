package org.xen2kvm.converter.rule.disksetting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.LiveMigration;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class DisksWithoutHostCacheTest {
  private final RuleTester tester = RuleTester.of(new DisksWithoutHostCache()).in(Frame.HVM_DEVICES);

  @Test
  void bypassesTheCacheOfTheHost() {
    RuleTester.Run run = tester.with(Policy.builder().liveMigration(LiveMigration.WANTED).build()).rewrites(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw' io='threads'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw' io='threads' cache='none'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);

    assertThat(run.findings()).isEmpty();
  }

  @Test
  void keepsThePromiseOfWritethrough() {
    tester.rewrites(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2' cache='writethrough'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """,
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='qcow2' cache='directsync'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
  }

  @Test
  void bypassesTheCacheOfABlockDeviceWithoutDriver() {
    tester.rewrites(
        """
        <disk type='block' device='disk'>
          <source dev='/dev/vg0/a'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """,
        """
        <disk type='block' device='disk'>
          <driver name='qemu' cache='none'/>
          <source dev='/dev/vg0/a'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
  }

  @Test
  void leavesAloneDisksThatBypassTheCacheAlready() {
    tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw' cache='none'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
    tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw' cache='directsync'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
  }

  @Test
  void leavesAloneSharedDisksAndThoseThatTheGuestOnlyReads() {
    tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
          <shareable/>
        </disk>
        """);
    tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
          <readonly/>
        </disk>
        """);
    tester.leavesAlone(
        """
        <disk type='file' device='cdrom'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.img'/>
          <target dev='hdc' bus='ide'/>
        </disk>
        """);
  }

  @Test
  void leavesAloneDisksOnTheNetworkAndEmptyDrives() {
    tester.leavesAlone(
        """
        <disk type='network' device='disk'>
          <driver name='qemu' type='raw'/>
          <source protocol='rbd' name='pool/a'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
    tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        """);
  }
}
