package org.xen2kvm.guestfix.inspect.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.LenientReader;

final class VolumeProblemsTest {
  private final InspectionFindings findings = new InspectionFindings();

  private static Volume volume(int number, String type, String uuid) {
    return new Volume("/dev/sda" + number, Kind.PARTITION, 0, number, type, uuid, "", 1);
  }

  private void uuids(Volume... volumes) {
    VolumeProblems.sameUuids(new VolumeNames(List.of(volumes), GuestTrees.names()), findings);
  }

  @Test
  void twoFilesystemsWithOneUuidAreSaid() {
    uuids(volume(1, "ext4", "a"), volume(2, "ext4", "b"), volume(3, "ext4", "a"));

    assertThat(findings.all()).singleElement()
        .satisfies(finding -> assertThat(finding.where()).isEqualTo("/dev/xvda1, /dev/xvda3"));
  }

  @Test
  void partsOfOneFilesystemOrArrayShareTheirs() {
    uuids(volume(1, "btrfs", "a"), volume(2, "btrfs", "a"), volume(3, "linux_raid_member", "b"),
        volume(4, "linux_raid_member", "b"), volume(5, "", ""), volume(6, "", ""));

    assertThat(findings.all()).isEmpty();
  }

  @Test
  void thinVolumesAndSnapshotsAreSaid() {
    LenientReader guest = new LenientReader(new GuestTree()
        .file("/etc/lvm/backup/plain", "segment1 {\n\ttype = \"striped\"\n}\n")
        .file("/etc/lvm/backup/vg", "segment1 {\n\ttype = \"thin-pool\"\n}\nsegment1 {\n\ttype = \"snapshot\"\n}\n")
        .filesystem());

    VolumeProblems.logicalVolumes(guest, findings);
    assertThat(findings.all()).singleElement().satisfies(finding -> {
      assertThat(finding.where()).isEqualTo("/etc/lvm/backup/vg");
      assertThat(finding.message()).isEqualTo("the volume group vg has snapshots and thin volumes");
    });
  }
}
