package org.xen2kvm.guestfix.fix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.apply.FixVerification;
import org.xen2kvm.guestfix.device.DiskNames;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.Fixtures;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Stack;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestAction.AppendToInitramfs;

/** What is appended, and to what. */
final class VirtioInitramfsTest {
  private static final String VERSION = InitramfsGuests.VERSION;
  private static final String IMAGE = "/boot/initrd.img-" + VERSION;
  private static final List<String> DISK_MODULES =
      List.of("virtio_ring", "virtio", "virtio_pci", "virtio_blk", "scsi_mod", "virtio_scsi", "sd_mod");

  private static FixTester appended(GuestCase guest, String... images) throws InitramfsException {
    FixTester tester = FixTester.on(new VirtioInitramfs(), guest).changesOnly(images);
    FixVerification.verify(tester.planned(), guest.files());
    assertThat(tester.planned().actions()).allMatch(AppendToInitramfs.class::isInstance);
    return tester;
  }

  private static InitramfsContents contents(GuestCase guest, String image) throws InitramfsException {
    return InitramfsContents.of(guest.files().read(GuestPath.of(image), 1 << 24));
  }

  private static List<String> modules(FixTester tester) {
    List<String> modules = new ArrayList<>();
    for (GuestAction action : tester.planned().actions()) {
      modules.addAll(((AppendToInitramfs) action).archive().modules());
    }
    return modules;
  }

  private static GuestCase debian(byte[] image) {
    return InitramfsGuests.kernel(GuestCase.debian(), VERSION, IMAGE, image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tree.cpio", "tree.cpio.gz", "tree.cpio.xz", "tree.cpio.lzma", "tree.cpio.zst", "tree-long.cpio.zst",
      "tree-fast.cpio.zst", "tree.cpio.lz4"})
  void whatEveryGeneratorPacksGetsTheDrivers(String name) throws InitramfsException {
    GuestCase guest = debian(Fixtures.bytes(name));

    FixTester tester = appended(guest, IMAGE).says();

    assertThat(modules(tester)).containsExactlyElementsOf(DISK_MODULES);
    assertThat(contents(guest, IMAGE).modules(VERSION)).containsAll(DISK_MODULES).contains("xen_blkfront");
    assertThat(contents(guest, IMAGE).moduleDirectory(VERSION)).isEqualTo("usr/lib/modules/" + VERSION);
    assertThat(guest.files().commands()).as("no program of the guest runs").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void zerosBehindLz4DoNotCutOffWhatIsAppended(int zeros) throws InitramfsException {
    byte[] lz4 = Fixtures.bytes("tree.cpio.lz4");
    GuestCase guest = debian(Arrays.copyOf(lz4, lz4.length + zeros));

    appended(guest, IMAGE);

    assertThat(contents(guest, IMAGE).modules(VERSION)).containsAll(DISK_MODULES);
  }

  @Test
  void systemWhoseUsrIsNotMergedKeepsItsLibDirectory() throws InitramfsException {
    GuestCase guest = debian(InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "xen-blkfront")));

    appended(guest, IMAGE);

    assertThat(contents(guest, IMAGE).listing().entry("lib/modules/" + VERSION + "/kernel/drivers/block/virtio_blk.ko"))
        .isPresent();
    assertThat(contents(guest, IMAGE).moduleDirectory(VERSION)).isEqualTo("lib/modules/" + VERSION);
  }

  @Test
  void eachKernelThatLacksDriversGetsThemAndNoOther() throws InitramfsException {
    GuestCase guest = GuestCase.debian();
    InitramfsGuests.kernel(guest, "6.1.0-3", "/boot/initrd.img-6.1.0-3",
        InitramfsGuests.gzip(InitramfsGuests.tools("6.1.0-3", "xen-blkfront")));
    InitramfsGuests.kernel(guest, "6.1.0-2", "/boot/initrd.img-6.1.0-2", InitramfsGuests.gzip(
        InitramfsGuests.tools("6.1.0-2", "virtio_ring", "virtio", "virtio_pci", "virtio_blk")));
    InitramfsGuests.kernel(guest, "6.1.0-1", "/boot/initrd.img-6.1.0-1",
        InitramfsGuests.gzip(InitramfsGuests.dracut("6.1.0-1", "xen-blkfront", "virtio_blk")));
    guest.kernel(InitramfsGuests.known("5.10-kvm", "/boot/initrd.img-5.10", false, DriverSupport.BUILT_IN,
        DriverSupport.BUILT_IN));
    guest.kernel(InitramfsGuests.known("3.0.76-xen", "/boot/initrd-3.0.76-xen", true, DriverSupport.MISSING,
        DriverSupport.MISSING));
    guest.kernel(InitramfsGuests.known("2.6.18-8", "/boot/initrd-2.6.18", false, DriverSupport.MISSING, DriverSupport.MISSING));

    FixTester tester = appended(guest, "/boot/initrd.img-6.1.0-3", "/boot/initrd.img-6.1.0-1");

    tester.says("NOTE : Kernels without virtio drivers, or whose drivers are not known, stay as they are: 2.6.18-8");
    assertThat(contents(guest, "/boot/initrd.img-6.1.0-1").modules("6.1.0-1")).contains("virtio_pci", "virtio_ring");
  }

  @Test
  void whatIsPartlyThereIsCompleted() throws InitramfsException {
    GuestCase guest = debian(InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "virtio_pci", "virtio_blk")));

    assertThat(modules(appended(guest, IMAGE))).containsExactly("virtio_ring", "virtio", "scsi_mod", "virtio_scsi", "sd_mod");
  }

  @Test
  void virtioScsiAloneIsNoReason() {
    GuestCase guest = debian(InitramfsGuests.gzip(
        InitramfsGuests.tools(VERSION, "virtio_ring", "virtio", "virtio_pci", "virtio_blk", "xen-blkfront")));

    FixTester.on(new VirtioInitramfs(), guest).leavesAlone().says();
  }

  @Test
  void builtInDriversAreNotMissing() {
    GuestCase guest = debian(InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "xen-blkfront")));
    String directory = "/usr/lib/modules/" + VERSION;
    guest.file(directory + "/modules.builtin", "kernel/virtio_pci.ko\nkernel/virtio_blk.ko\n");

    FixTester.on(new VirtioInitramfs(), guest).leavesAlone().says();
  }

  @Test
  void kernelWithAllBuiltInNeedsNoLookIntoItsInitramfs() {
    GuestCase guest = GuestCase.debian().file("/usr/sbin/update-initramfs", "x");
    guest.kernel(InitramfsGuests.known("5.4.0-42-generic", "/boot/initrd.img-5.4.0-42-generic", false,
        DriverSupport.BUILT_IN, DriverSupport.BUILT_IN));

    FixTester.on(new VirtioInitramfs(), guest).leavesAlone().says();
  }

  @Test
  void rootOnAScsiDiskWhoseInitramfsIsNotKnownIsLeftAlone() {
    GuestCase guest = GuestCase.debian().disks(new DiskNames(0, "xvda", "sda", false, true)).file("/usr/sbin/update-initramfs",
        "x");
    guest.kernel(InitramfsGuests.known("2.6.18-8", "/boot/initrd-2.6.18-8.img", false, DriverSupport.MISSING,
        DriverSupport.MISSING));

    FixTester.on(new VirtioInitramfs(), guest).leavesAlone().says(
        "NOTE /boot/initrd-2.6.18-8.img: Whether kernel 2.6.18-8 would find its root is not known (not looked into); "
            + "it stays as it is");
  }

  @Test
  void networkCardGoesWhereXensWasWithTheFilesThatKeepItsName() throws InitramfsException {
    GuestCase guest = debian(InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "xen-blkfront", "xen-netfront")))
        .network(Stack.IFUPDOWN, "eth0", "", "/etc/network/interfaces");

    assertThat(modules(appended(guest, IMAGE))).contains("virtio_net");
    assertThat(contents(guest, IMAGE).listing().has("etc/systemd/network/10-xen2kvm-eth0.link")).isTrue();
  }

  @Test
  void cardsThatAreNamedInTheInitramfsKeepTheirNames() throws InitramfsException {
    GuestCase guest = debian(InitramfsGuests.gzip(
        InitramfsGuests.tools(VERSION, "virtio_ring", "virtio", "virtio_pci", "virtio_blk", "virtio_net", "xen-netfront")))
        .network(Stack.IFUPDOWN, "eth0", "", "/etc/network/interfaces");

    assertThat(modules(appended(guest, IMAGE))).isEmpty();
    assertThat(contents(guest, IMAGE).listing().has("etc/systemd/network/10-xen2kvm-eth0.link")).isTrue();
  }

  /** Seen: udev in the initramfs made eth0 ens2, and the guest's own rule is for eth* only. */
  @Test
  void systemdsUdevInAnInitramfsNamesCardsOfAGuestWithSysvinit() throws InitramfsException {
    GuestCase guest = debian(InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "xen-blkfront", "xen-netfront")))
        .network(Stack.IFUPDOWN, "eth0", "", "/etc/network/interfaces")
        .system(system -> new GuestSystem(system.family(), system.id(), system.idLike(), system.version(), system.name(),
            system.packages(), system.architecture(), GuestSystem.InitSystem.SYSVINIT, system.hostname(), system.selinux()));

    assertThat(modules(appended(guest, IMAGE))).contains("virtio_net");
    assertThat(contents(guest, IMAGE).listing().has("etc/systemd/network/10-xen2kvm-eth0.link")).isTrue();
  }

  @Test
  void withoutACardInTheInitramfsNothingNamesOne() throws InitramfsException {
    GuestCase guest = debian(InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "xen-blkfront")))
        .network(Stack.IFUPDOWN, "eth0", "", "/etc/network/interfaces");

    assertThat(modules(appended(guest, IMAGE))).doesNotContain("virtio_net");
    assertThat(contents(guest, IMAGE).listing().has("etc/systemd/network/10-xen2kvm-eth0.link")).isFalse();
  }

  @Test
  void rootOnAScsiDiskNeedsItsController() throws InitramfsException {
    GuestCase guest = debian(InitramfsGuests.gzip(
        InitramfsGuests.tools(VERSION, "virtio_ring", "virtio", "virtio_pci", "virtio_blk")));
    guest.disks(new DiskNames(0, "xvda", "sda", false, true));

    assertThat(modules(appended(guest, IMAGE))).containsExactly("scsi_mod", "virtio_scsi", "sd_mod");
  }

  @Test
  void modulesOfARescueKernelAreThoseOfItsDirectory() throws InitramfsException {
    String image = "/boot/initramfs-0-rescue-abc.img";
    GuestCase guest = InitramfsGuests.kernel(
        GuestCase.debian(), "5.14.0-1", "/boot/initramfs-5.14.0-1.img", Fixtures.bytes("tree.cpio"));
    guest.file(image, InitramfsGuests.gzip(InitramfsGuests.dracut("5.14.0-1", "xen-blkfront")));
    guest.kernel(new GuestKernel("0-rescue-abc", GuestPath.of("/boot/vmlinuz-0-rescue-abc"),
        InitramfsGuests.known("0-rescue-abc", image, false, DriverSupport.MODULE, DriverSupport.MODULE).initramfs(),
        Optional.of(GuestPath.of("/usr/lib/modules/5.14.0-1")), false,
        DriverSupport.MODULE, DriverSupport.MODULE, DriverSupport.MODULE));

    appended(guest, image, "/boot/initramfs-5.14.0-1.img");

    assertThat(contents(guest, image).modules("5.14.0-1")).contains("virtio_blk");
  }

  @Test
  void fullBootFilesystemIsSaidBefore() {
    GuestCase guest = debian(InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "xen-blkfront"))).space(900_000, 10);

    FixTester.on(new VirtioInitramfs(), guest).leavesAlone().says(
        "ERROR " + IMAGE + ": The filesystem at / has 0 MiB left, and " + IMAGE + " needs 2 MiB");
  }

  @Test
  void severalKernelsShareTheSpace() {
    GuestCase guest = GuestCase.debian();
    for (String version : List.of("6.1.0-3", "6.1.0-2")) {
      InitramfsGuests.kernel(guest, version, "/boot/initrd.img-" + version,
          InitramfsGuests.gzip(InitramfsGuests.tools(version, "xen-blkfront")));
    }
    guest.space((1 << 20) + 10_000, 10);

    FixTester tester = FixTester.on(new VirtioInitramfs(), guest);

    assertThat(tester.planned().findings()).singleElement().satisfies(finding -> {
      assertThat(finding.where()).isEqualTo("/boot/initrd.img-6.1.0-2");
      assertThat(finding.advice()).isEqualTo("Remove kernels that are no longer needed while the guest runs under Xen: 6.1.0-2.");
    });
  }

  @Test
  void moduleThatIsNotThereIsSaidBefore() {
    GuestCase guest = debian(Fixtures.bytes("tree.cpio"));
    guest.files().remove(GuestPath.of("/usr/lib/modules/" + VERSION + "/kernel/drivers/block/virtio_blk.ko"));

    assertThat(FixTester.on(new VirtioInitramfs(), guest).leavesAlone().planned().findings()).singleElement()
        .satisfies(finding -> assertThat(finding.message())
            .startsWith("Kernel " + VERSION + " cannot be given virtio: /usr/lib/modules/").contains("virtio_blk.ko"));
  }

  @Test
  void otherSystemsAreLeftAlone() {
    GuestCase guest = debian(Fixtures.bytes("tree.cpio")).system(system ->
        new GuestSystem(GuestSystem.Family.WINDOWS, "", List.of(), "", "",
            system.packages(), "", system.init(), "", false));

    FixTester.on(new VirtioInitramfs(), guest).leavesAlone().says();
  }
}
