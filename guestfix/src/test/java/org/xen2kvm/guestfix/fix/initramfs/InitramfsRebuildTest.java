package org.xen2kvm.guestfix.fix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.apply.FixVerification;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.fix.FixOptions.BootCodeChoice;
import org.xen2kvm.guestfix.fix.FixOptions.InitramfsChoice;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fs.CommandResult;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;
import org.xen2kvm.guestfix.plan.GuestAction.AppendToInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.RebuildInitramfs;

/** Which generator makes an initramfs anew, and when. */
final class InitramfsRebuildTest {
  private static final String VERSION = InitramfsGuests.VERSION;
  private static final String IMAGE = "/boot/initrd.img-" + VERSION;
  private static final String MODULES = "virtio_pci virtio_blk virtio_scsi sd_mod";
  private static final String[] VIRTIO = {"virtio_ring", "virtio", "virtio_pci", "virtio_blk"};
  private static final FixOptions REBUILD = choosing(InitramfsChoice.REBUILD);

  private static FixOptions choosing(InitramfsChoice choice) {
    return new FixOptions(choice, BootCodeChoice.AUTO, Set.of());
  }

  private static FixTester plan(GuestCase guest) {
    return FixTester.on(new VirtioInitramfs(), guest);
  }

  /** Checks that this command makes the image anew, and that all is well once it has. */
  private static void rebuilds(GuestCase guest, String image, Map<String, String> made, String... argv) {
    guest.files().script(List.of(argv), new CommandResult(0, ""),
        files -> files.write(GuestPath.of(image), InitramfsGuests.gzip(made)));
    FixTester tester = plan(guest).changesOnly(image).says();
    assertThat(tester.planned().actions()).singleElement().isInstanceOfSatisfying(RebuildInitramfs.class, rebuild -> {
      assertThat(rebuild.argv()).containsExactly(argv);
      assertThat(rebuild.modules()).contains("virtio_pci", "virtio_blk");
    });
    FixVerification.verify(tester.planned(), guest.files());
    assertThat(guest.files().commands()).containsExactly(List.of(argv));
  }

  private static GuestCase debian(Map<String, String> initramfs) {
    return InitramfsGuests.kernel(GuestCase.debian(), VERSION, IMAGE, InitramfsGuests.gzip(initramfs));
  }

  @Test
  void initramfsToolsMakeTheirOwnForOneKernel() {
    GuestCase guest = debian(InitramfsGuests.tools(VERSION, "xen-blkfront")).options(REBUILD)
        .file("/usr/sbin/update-initramfs", "x").file("/etc/initramfs-tools/initramfs.conf", "MODULES=most\n");

    rebuilds(guest, IMAGE, InitramfsGuests.tools(VERSION, VIRTIO), "/usr/sbin/update-initramfs", "-u", "-k", VERSION);
  }

  @Test
  void imageUnderAnotherNameIsMadeUnderThatName() {
    GuestCase guest = InitramfsGuests.kernel(GuestCase.debian(), VERSION, "/boot/initrd-pv",
        InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "xen-blkfront")));
    guest.options(REBUILD).file("/usr/sbin/mkinitramfs", "x").file("/usr/sbin/update-initramfs", "x");

    rebuilds(guest, "/boot/initrd-pv", InitramfsGuests.tools(VERSION, VIRTIO),
        "/usr/sbin/mkinitramfs", "-o", "/boot/initrd-pv", VERSION);
  }

  @Test
  void initramfsForTheMachineAloneCannotBeMadeElsewhere() {
    GuestCase guest = debian(InitramfsGuests.tools(VERSION, "xen-blkfront")).options(REBUILD)
        .file("/usr/sbin/update-initramfs", "x").file("/etc/initramfs-tools/initramfs.conf", "MODULES=most\n")
        .file("/etc/initramfs-tools/conf.d/driver-policy", "MODULES=dep\n");

    plan(guest).leavesAlone().says(
        "ERROR /etc/initramfs-tools: With MODULES=dep an initramfs can be made on the machine alone that it is for");
  }

  @Test
  void dracutIsToldTheModulesAndNotToLookAtTheAppliance() {
    GuestCase guest = debian(InitramfsGuests.dracut(VERSION, "xen-blkfront")).options(REBUILD)
        .file("/usr/bin/dracut", "x").file("/usr/lib/dracut/dracut-functions.sh", "x");

    rebuilds(guest, IMAGE, InitramfsGuests.dracut(VERSION, VIRTIO),
        "/usr/bin/dracut", "--force", "--no-hostonly", "--add-drivers", MODULES, IMAGE, VERSION);
  }

  @Test
  void whatAnInitramfsForOneHostOpensIsToldAgain() {
    Map<String, String> before = InitramfsGuests.dracut(VERSION, "xen-blkfront");
    before.put("etc/cmdline.d/90lvm.conf", " rd.lvm.lv=vg0/root rd.luks.uuid=luks-1234\n");
    before.put("etc/cmdline.d/95root-dev.conf", " root=/dev/xvda1 rd.md.uuid=$(reboot)\n");
    GuestCase guest = debian(before).options(REBUILD)
        .file("/usr/bin/dracut", "x").file("/usr/lib/dracut/dracut-functions.sh", "x");

    rebuilds(guest, IMAGE, InitramfsGuests.dracut(VERSION, VIRTIO), "/usr/bin/dracut", "--force", "--no-hostonly",
        "--kernel-cmdline", "rd.lvm.lv=vg0/root rd.luks.uuid=luks-1234", "--add-drivers", MODULES, IMAGE, VERSION);
  }

  @Test
  void dracutOfRhel6KnowsFewerOptions() {
    GuestCase guest = debian(InitramfsGuests.dracut(VERSION, "xen-blkfront")).options(REBUILD)
        .file("/sbin/dracut", "x").file("/usr/share/dracut/dracut-functions", "x");

    rebuilds(guest, IMAGE, InitramfsGuests.dracut(VERSION, VIRTIO), "/sbin/dracut", "--force", "--add-drivers", MODULES, IMAGE,
        VERSION);
  }

  @Test
  void suseMkinitrdKeepsTheModulesThatAreConfigured() {
    Map<String, String> before = Map.of("run_all.sh", "", "lib/modules/" + VERSION + "/xenblk.ko", "x");
    Map<String, String> after = Map.of("run_all.sh", "", "lib/modules/" + VERSION + "/virtio.ko", "x",
        "lib/modules/" + VERSION + "/virtio_ring.ko", "x", "lib/modules/" + VERSION + "/virtio_pci.ko", "x",
        "lib/modules/" + VERSION + "/virtio_blk.ko", "x");
    GuestCase guest = InitramfsGuests.kernel(GuestCase.system("sles", "11.3", PackageFormat.RPM, InitSystem.SYSVINIT),
            VERSION, "/boot/initrd-" + VERSION, InitramfsGuests.gzip(before))
        .file("/sbin/mkinitrd", "x").file("/etc/sysconfig/kernel",
            "INITRD_MODULES=\"virtio_blk virtio_pci processor ext3 $(x)\"\n");

    rebuilds(guest, "/boot/initrd-" + VERSION, after, "/sbin/mkinitrd", "-k", "/boot/vmlinuz-" + VERSION,
        "-i", "/boot/initrd-" + VERSION, "-m", "virtio_blk virtio_pci processor ext3 virtio_scsi sd_mod");
  }

  @Test
  void nashLoadsAFixedListSoThatAutoMakesItAnew() {
    GuestCase guest = InitramfsGuests.kernel(GuestCase.system("centos", "5.11", PackageFormat.RPM, InitSystem.SYSVINIT),
            VERSION, "/boot/initrd-" + VERSION + ".img", InitramfsGuests.gzip(InitramfsGuests.nash("xenblk")))
        .file("/sbin/mkinitrd", "x").file("/sbin/nash", "x").file("/etc/sysconfig/kernel", "UPDATEDEFAULT=yes\n");

    rebuilds(guest, "/boot/initrd-" + VERSION + ".img", InitramfsGuests.nash(VIRTIO), "/sbin/mkinitrd", "-f", "--with=virtio_pci",
        "--with=virtio_blk", "--with=virtio_scsi", "--with=sd_mod", "/boot/initrd-" + VERSION + ".img", VERSION);
  }

  @Test
  void nashWithVirtioIsLeftAlone() {
    plan(debian(InitramfsGuests.nash(VIRTIO))).leavesAlone().says();
  }

  @Test
  void mkinitcpioIsToldNotToDetect() {
    Map<String, String> files = Map.of("init_functions", "", "config", "", "hooks/udev", "");
    Map<String, String> made = new TreeMap<>(files);
    for (String module : VIRTIO) {
      made.put("usr/lib/modules/" + VERSION + "/" + module + ".ko.zst", "x");
    }
    GuestCase guest = debian(files).file("/usr/bin/mkinitcpio", "x");

    rebuilds(guest, IMAGE, made, "/usr/bin/mkinitcpio", "-k", VERSION, "-g", IMAGE, "-S", "autodetect");
  }

  @Test
  void whatCannotBeReadIsMadeAnewWhereNothingElseStarts() {
    GuestCase guest = InitramfsGuests.kernel(
            GuestCase.debian(), VERSION, IMAGE, "BZh91AY".getBytes(StandardCharsets.ISO_8859_1))
        .file("/usr/bin/dracut", "x").file("/usr/lib/dracut/dracut-functions.sh", "x");

    rebuilds(guest, IMAGE, InitramfsGuests.dracut(VERSION, VIRTIO[0], VIRTIO[1], VIRTIO[2], VIRTIO[3], "virtio_net"),
        "/usr/bin/dracut",
        "--force", "--no-hostonly", "--add-drivers", "virtio_pci virtio_blk virtio_net virtio_scsi sd_mod", IMAGE, VERSION);
  }

  @Test
  void whatCannotBeReadStaysBesideOneThatCan() {
    GuestCase guest = debian(InitramfsGuests.tools(VERSION, VIRTIO)).file("/usr/bin/dracut", "x");
    InitramfsGuests.kernel(guest, "5.10", "/boot/initrd.img-5.10", "what".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(plan(guest).leavesAlone().planned().findings()).singleElement()
        .satisfies(finding -> assertThat(finding.message()).startsWith("Whether kernel 5.10 would find its root is not known ("));
  }

  @Test
  void appendingWhereItCannotServeIsRefused() {
    plan(debian(InitramfsGuests.nash("xenblk")).options(choosing(InitramfsChoice.APPEND))).leavesAlone().says(
        "ERROR " + IMAGE + ": Drivers that are appended would not be loaded "
            + "(mkinitrd (nash): its init loads a fixed list of modules and no others)");
  }

  @Test
  void rebuildingWithoutAGeneratorIsRefused() {
    assertThat(plan(debian(InitramfsGuests.tools(VERSION, "xen-blkfront")).options(REBUILD)).leavesAlone()
        .says("ERROR " + IMAGE + ": It lacks virtio, and no generator that could make it anew was found in the guest")
        .planned().findings()).singleElement().satisfies(finding ->
            assertThat(finding.advice())
                .isEqualTo("Let xen2kvm choose (--initramfs auto): it appends the drivers where that serves."));
  }

  @Test
  void autoAppendsThoughAGeneratorIsThere() {
    GuestCase guest = debian(InitramfsGuests.tools(VERSION, "xen-blkfront")).file("/usr/sbin/update-initramfs", "x");

    assertThat(plan(guest).changesOnly(IMAGE).planned().actions()).hasOnlyElementsOfType(AppendToInitramfs.class);
  }

  @Test
  void rebuildingNeedsRoomForTheNewOneBesideTheOld() {
    GuestCase guest = debian(InitramfsGuests.dracut(VERSION, "xen-blkfront")).options(REBUILD)
        .file("/usr/bin/dracut", "x").space(100 << 20, 3000);

    plan(guest).leavesAlone().says(
        "ERROR " + IMAGE + ": The filesystem at / has room for 2998 more files, and /var/tmp needs 5000");
  }

  @Test
  void generatorThatLeavesTheDriversOutIsFoundOut() {
    GuestCase guest = debian(InitramfsGuests.dracut(VERSION, "xen-blkfront")).options(REBUILD).file("/usr/bin/dracut", "x");

    assertThatThrownBy(() -> FixVerification.verify(plan(guest).planned(), guest.files()))
        .hasMessage(IMAGE + " has no module virtio_pci for " + VERSION);
  }
}
