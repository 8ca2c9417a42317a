package org.xen2kvm.guestfix.fix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;

/** What generators are told for the guest's next kernels. */
final class InitramfsConfigTest {
  private static final String LIST = "/etc/initramfs-tools/modules";
  private static final String CONF = "/etc/initramfs-tools/initramfs.conf";
  private static final String POLICY = "/etc/initramfs-tools/conf.d/driver-policy";
  private static final String KERNEL = "/etc/sysconfig/kernel";
  private static final String DRACUT = "/etc/dracut.conf.d/10-xen-guest.conf";
  private static final String OWN = "/etc/dracut.conf.d/50-xen2kvm-virtio.conf";

  private static FixTester tools(GuestCase guest) {
    return FixTester.on(new ToolsModuleList(), guest);
  }

  private static GuestCase rpm(String id, String version) {
    return GuestCase.system(id, version, PackageFormat.RPM, InitSystem.SYSTEMD);
  }

  // ---- initramfs-tools

  @Test
  void listOfAXenGuestBecomesOneForKvm() {
    tools(GuestCase.debian().file(CONF, "# comment\nMODULES=list\n").file(LIST, """
        # List of modules that you want to include in your initramfs.
        # raid1
        xen-blkfront
        xen-netfront
        ext4
        xen_fbfront width=800
        """)).makes(LIST, """
        # List of modules that you want to include in your initramfs.
        # raid1
        virtio_pci
        virtio_blk
        virtio_net
        ext4
        """).changesOnly(LIST).says();
  }

  @Test
  void policyOfDebiansInstallerCounts() {
    tools(GuestCase.debian().file(CONF, "MODULES=most\n")
        .file(POLICY, "# Driver inclusion policy selected during installation\nMODULES=dep\n").file(LIST, "ext4"))
        .makes(LIST, "ext4\nvirtio_pci\nvirtio_blk\n").changesOnly(LIST);
  }

  @Test
  void listThatIsMissingIsWritten() {
    tools(GuestCase.debian().file(CONF, "MODULES=\"list\"\n")).makes(LIST, "virtio_pci\nvirtio_blk\n").changesOnly(LIST);
  }

  @Test
  void namesAreKnownInBothSpellings() {
    tools(GuestCase.debian().file(CONF, "MODULES=list\n").file(LIST, "virtio-pci\r\nvirtio-blk\r\n")).leavesAlone();
  }

  @Test
  void carriageReturnsStay() {
    tools(GuestCase.debian().file(CONF, "MODULES=list\n").file(LIST, "xen-blkfront\r\next4\r\n"))
        .makes(LIST, "virtio_pci\r\nvirtio_blk\r\next4\r\n");
  }

  @Test
  void mostNeedsNothing() {
    tools(GuestCase.debian().file(CONF, "MODULES=list\n").file(POLICY, "MODULES=most\n").file(LIST, "ext4\n")).leavesAlone();
    tools(GuestCase.debian().file(CONF, "MODULES=most\n").file(POLICY + ".dpkg-old", "MODULES=dep\n").file(LIST, "#\n"))
        .leavesAlone();
  }

  @Test
  void mostLosesXensDrivers() {
    tools(GuestCase.debian().file(CONF, "MODULES=most\n").file(LIST, "xen-blkfront\nloop\n")).makes(LIST, "loop\n");
  }

  @Test
  void packagesPolicyIsHiddenByTheGuests() {
    GuestCase guest = GuestCase.debian().file(CONF, "MODULES=most\n")
        .file("/usr/share/initramfs-tools/conf.d/driver-policy", "MODULES=dep\n").file(POLICY, "MODULES=most\n");

    tools(guest).leavesAlone();
  }

  @Test
  void systemWithoutInitramfsToolsIsLeftAlone() {
    tools(GuestCase.debian().file(LIST, "xen-blkfront\n")).leavesAlone();
  }

  // ---- SUSE

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
      "INITRD_MODULES='ata_piix xen-vbd xen-vnif processor', INITRD_MODULES='ata_piix virtio_blk virtio_pci virtio_net virtio_balloon processor'",
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

  // ---- dracut

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

  @ParameterizedTest
  @ValueSource(strings = {"virtio.*", "virtio_blk", "virtio-blk", "virtio", ".*virtio.*", "^(virtio|x)$", "virti.*", ".*",
      "sd_mod",
      "..rt.o_b.k"})
  void wordsThatLeaveVirtioOut(String word) {
    assertThat(OmittedDrivers.hits(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nouveau", "xen.*", "blk", "(a+)+$", "", "*", "v[i]rtio_blk", "virti", "sd"})
  void wordsThatDoNot(String word) {
    assertThat(OmittedDrivers.hits(word)).isFalse();
  }

  // ---- mkinitcpio

  @Test
  void arrayOfArchNamesKvmsDrivers() {
    FixTester.on(new MkinitcpioModules(), GuestCase.debian().file("/etc/mkinitcpio.conf", """
        # MODULES=(xen-blkfront)
        MODULES=(xen-blkfront
          xen-netfront btrfs)
        HOOKS=(base udev autodetect)
        """).file("/etc/mkinitcpio.conf.d/old.conf", "MODULES=\"xenblk xen-kbdfront\"\n")).makes("/etc/mkinitcpio.conf", """
        # MODULES=(xen-blkfront)
        MODULES=(virtio_pci virtio_blk
          virtio_net btrfs)
        HOOKS=(base udev autodetect)
        """, "/etc/mkinitcpio.conf.d/old.conf", "MODULES=\"virtio_pci virtio_blk\"\n");
  }

  @Test
  void arrayWithoutXensDriversIsLeftAlone() {
    FixTester.on(new MkinitcpioModules(), GuestCase.debian().file("/etc/mkinitcpio.conf", "MODULES=(btrfs)\n")).leavesAlone();
  }

  @Test
  void eachFixIsListed() {
    assertThat(InitramfsFixes.inOrder().stream().map(Fix::descriptor).map(descriptor -> descriptor.id().value())).containsExactly(
        "initramfs-config-tools", "initramfs-config-dracut", "initramfs-config-suse", "initramfs-config-mkinitcpio",
            "initramfs-virtio");
  }
}
