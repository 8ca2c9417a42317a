package org.xen2kvm.guestfix.fix.mount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;

final class HibernatedGuestTest {
  private static Volume suspended(Volume.Kind kind, String device, int disk, int partition) {
    return new Volume(device, kind, disk, partition, "swsuspend", GuestCase.SWAP_UUID, "", 1L << 30);
  }

  @Test
  void aSuspendedSystemIsRefused() {
    FixTester tester = FixTester.on(new HibernatedGuest(), GuestCase.debian()
        .disks(new DiskNames(0, "xvda", "vda", false, true)).volume(suspended(Volume.Kind.PARTITION, "/dev/sda2", 0, 2)))
        .leavesAlone().says("ERROR /dev/xvda2: The swap space holds a suspended system");
    assertThat(tester.planned().isRefused()).isTrue();
  }

  @Test
  void aLogicalVolumeIsNamedAsInTheGuest() {
    FixTester.on(new HibernatedGuest(), GuestCase.debian().volume(suspended(Volume.Kind.LOGICAL_VOLUME, "/dev/vg/swap", -1, 0)))
        .says("ERROR /dev/vg/swap: The swap space holds a suspended system");
  }

  @Test
  void anImageThatXenGaveAsAPartitionHasItsName() {
    FixTester.on(new HibernatedGuest(), GuestCase.debian()
        .disks(new DiskNames(0, "xvda2", "vda", true, true)).volume(suspended(Volume.Kind.WHOLE_DISK, "/dev/sda", 0, 0)))
        .says("ERROR /dev/xvda2: The swap space holds a suspended system");
  }

  @Test
  void swapSpaceInUseIsNoSuspendedSystem() {
    FixTester.on(new HibernatedGuest(), GuestCase.debian()).leavesAlone().says();
  }
}
