package org.xen2kvm.converter.rule.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.testing.Frame;
import org.xen2kvm.converter.testing.RuleTester;

final class SharedStorageNeededTest {
  private final RuleTester tester = RuleTester.of(new SharedStorageNeeded()).in(Frame.HVM_DEVICES);

  @Test
  void tellsOfEachKindOfStorageOnce() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.img'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/b.img'/>
          <target dev='vdb' bus='virtio'/>
        </disk>
        <disk type='block' device='disk'>
          <driver name='qemu' type='raw'/>
          <source dev='/dev/vg0/c'/>
          <target dev='vdc' bus='virtio'/>
        </disk>
        <disk type='volume' device='disk'>
          <driver name='qemu' type='raw'/>
          <source pool='ssd' volume='d'/>
          <target dev='vdd' bus='virtio'/>
        </disk>
        """);

    assertThat(run.findings()).extracting(Finding::severity).containsOnly(Severity.WARNING);
    assertThat(run.findings()).extracting(Finding::advice).allSatisfy(
        advice -> assertThat(advice).contains("--copy-storage-all"));
    assertThat(run.messages()).satisfiesExactly(
        files -> assertThat(files).startsWith("The disks vda, vdb are on a file system"),
        devices -> assertThat(devices).startsWith("The disk vdc is on block storage").contains("does not check"),
        volumes -> assertThat(volumes).startsWith("The disk vdd is in a storage pool"));
  }

  @Test
  void tellsOfAFloppyThatTheGuestMayWriteTo() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='file' device='floppy'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/f.img'/>
          <target dev='fda' bus='fdc'/>
        </disk>
        """);

    assertThat(run.messages()).singleElement().asString().contains("fda");
  }

  @Test
  void saysNothingOfDisksOnTheNetworkAndOfMedia() {
    RuleTester.Run run = tester.leavesAlone(
        """
        <disk type='network' device='disk'>
          <driver name='qemu' type='raw'/>
          <source protocol='rbd' name='pool/a'/>
          <target dev='vda' bus='virtio'/>
        </disk>
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.img'/>
          <target dev='vdb' bus='virtio'/>
          <readonly/>
        </disk>
        <disk type='file' device='cdrom'>
          <driver name='qemu' type='raw'/>
          <source file='/srv/a.iso'/>
          <target dev='hdc' bus='ide'/>
        </disk>
        <disk type='file' device='cdrom'>
          <target dev='hdd' bus='ide'/>
        </disk>
        """);

    assertThat(run.findings()).isEmpty();
  }
}
