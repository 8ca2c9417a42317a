package org.xen2kvm.guestfix.fix.initramfs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

final class SuseInitrdModulesTest {
  private static final String KERNEL = "/etc/sysconfig/kernel";

  private static GuestCase rpm(String id, String version) {
    return GuestCase.system(id, version, PackageFormat.RPM, InitSystem.SYSTEMD);
  }

  @Test
  void initrdModulesOfSles11BecomeTheGuides() {
    FixTester.on(new SuseInitrdModules(), rpm("sles", "11.3").file("/sbin/mkinitrd", "x").file(KERNEL, """
        # This variable contains the list of modules to be added to the initial ramdisk.
        INITRD_MODULES="xenblk xennet ext3"

        ## Type: string
        DOMU_INITRD_MODULES="xennet xenblk"
        MODULES_LOADED_ON_BOOT=""
        """)).makes(KERNEL, """
        # This variable contains the list of modules to be added to the initial ramdisk.
        INITRD_MODULES="virtio_blk virtio_pci virtio_net virtio_balloon ext3"

        ## Type: string
        DOMU_INITRD_MODULES="xennet xenblk"
        MODULES_LOADED_ON_BOOT=""
        """).changesOnly(KERNEL);
  }

  @ParameterizedTest
  @CsvSource({
      "INITRD_MODULES='ata_piix xen-vbd xen-vnif processor', INITRD_MODULES='ata_piix virtio_blk virtio_pci virtio_net "
      + "virtio_balloon processor'",
      "INITRD_MODULES=xenblk, 'INITRD_MODULES=\"virtio_blk virtio_pci virtio_net virtio_balloon\"'",
      "'INITRD_MODULES=\"\"', 'INITRD_MODULES=\"virtio_blk virtio_pci virtio_net virtio_balloon\"'",
      "INITRD_MODULES='processor virtio_pci', INITRD_MODULES='processor virtio_pci virtio_blk virtio_net virtio_balloon'"})
  void otherInitrdModulesGetVirtio(String before, String after) {
    FixTester.on(new SuseInitrdModules(), rpm("sles", "10.4").file("/sbin/mkinitrd", "x").file(KERNEL, before))
        .makes(KERNEL, after);
  }

  @Test
  void withDracutNothingIsAddedToInitrdModules() {
    GuestCase guest = rpm("sles", "12.5").file("/sbin/mkinitrd", "x").file("/usr/bin/dracut", "x");

    FixTester.on(new SuseInitrdModules(), guest.file(KERNEL, "INITRD_MODULES=\"\"\n")).leavesAlone();
    FixTester.on(new SuseInitrdModules(), guest.file(KERNEL, "INITRD_MODULES=\"xen-blkfront ext4\"\n"))
        .makes(KERNEL, "INITRD_MODULES=\"virtio_blk virtio_pci virtio_net virtio_balloon ext4\"\n");
  }

  @Test
  void redHatsFileOfThatNameIsLeftAlone() {
    FixTester.on(new SuseInitrdModules(), rpm("centos", "5.11").file("/sbin/mkinitrd", "x")
        .file(KERNEL, "UPDATEDEFAULT=yes\nDEFAULTKERNEL=kernel\n")).leavesAlone();
  }
}
