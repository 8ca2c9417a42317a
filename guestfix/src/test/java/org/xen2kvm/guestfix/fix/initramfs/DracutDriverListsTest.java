package org.xen2kvm.guestfix.fix.initramfs;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class DracutDriverListsTest {
  private static final String DRACUT = "/etc/dracut.conf.d/10-xen-guest.conf";
  private static final String OWN = "/etc/dracut.conf.d/50-xen2kvm-virtio.conf";

  private static GuestCase rpm(String id, String version) {
    return GuestCase.system(id, version, PackageFormat.RPM, InitSystem.SYSTEMD);
  }

  private static FixTester dracut(GuestCase guest) {
    return FixTester.on(new DracutDriverLists(), guest.file("/usr/bin/dracut", "x"));
  }

  @Test
  void listsOfAXenGuestNameKvmsDrivers() {
    dracut(rpm("rhel", "8").file(DRACUT, """
        hostonly="no"
        drivers=" xen-blkfront xen-netfront ext4 "   # all
        add_drivers+=" xen:vbd xen-fbfront "
        force_drivers+=" xen_vnif "
        omit_drivers+=" virtio.* nouveau "
        filesystems+=" ext4 "
        """)).makes(DRACUT, """
        hostonly="no"
        drivers=" virtio_pci virtio_blk virtio_net ext4 "   # all
        add_drivers+=" virtio_pci virtio_blk "
        force_drivers+=" virtio_net "
        omit_drivers+=" nouveau "
        filesystems+=" ext4 "
        """).changesOnly(DRACUT).says();
  }

  @Test
  void mainConfigurationIsEditedAsWell() {
    dracut(rpm("centos", "6.10").file("/etc/dracut.conf", "add_drivers+=\"xen-blkfront\"\n"))
        .makes("/etc/dracut.conf", "add_drivers+=\"virtio_pci virtio_blk\"\n").changesOnly("/etc/dracut.conf");
  }

  @Test
  void listThatLeavesVirtioOutIsAddedTo() {
    dracut(rpm("sles", "15.5").file(DRACUT, "drivers=\" ext4 ahci \"\nomit_drivers+=\" virtio.* \"\n"))
        .makes(DRACUT, "drivers=\" ext4 ahci \"\nomit_drivers+=\" \"\n",
            OWN, """
                # Written by xen2kvm: another file names all drivers that may be in an initramfs, and KVM's are not among them.
                add_drivers+=" virtio_pci virtio_blk "
                """)
        .changesOnly(DRACUT, OWN);
  }

  @Test
  void packagesFileGetsACopyThatIsReadInstead() {
    dracut(rpm("opensuse-leap", "15.5").file("/usr/lib/dracut/dracut.conf.d/02-xen.conf", "add_drivers+=\" xen-blkfront \"\n"))
        .makes("/etc/dracut.conf.d/02-xen.conf", "add_drivers+=\" virtio_pci virtio_blk \"\n")
        .changesOnly("/etc/dracut.conf.d/02-xen.conf");
  }

  @Test
  void piecesAreReported() {
    dracut(rpm("rhel", "9").file(DRACUT, "a=b\nomit_drivers+=\" virtio\"\"_blk \"\n")).leavesAlone().says(
        "WARNING " + DRACUT + ":2: omit_drivers leaves virtio out, is put together of several pieces and was left alone");
  }

  @Test
  void usualConfigurationsOfDracutAreLeftAlone() {
    dracut(rpm("rhel", "9").file(DRACUT, """
        hostonly="yes"
        omit_drivers+=" nouveau floppy "
        #add_drivers+=" xen-blkfront "
        add_drivers+=" nvme "
        """)).leavesAlone().says();
    FixTester.on(new DracutDriverLists(), rpm("rhel", "9").file(DRACUT, "drivers=\" xen-blkfront \"\n")).leavesAlone();
  }
}
