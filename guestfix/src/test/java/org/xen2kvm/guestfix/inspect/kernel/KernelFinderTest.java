package org.xen2kvm.guestfix.inspect.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.DriverSupport;
import org.xen2kvm.guestfix.inspect.GuestInitramfs;
import org.xen2kvm.guestfix.inspect.GuestKernel;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.GuestTree.Generator;
import org.xen2kvm.guestfix.inspect.GuestTree.Virtio;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.LenientReader;
import org.xen2kvm.guestfix.inspect.RedHatTrees;
import org.xen2kvm.guestfix.inspect.SuseTrees;
import org.xen2kvm.guestfix.inspect.boot.BootLoaderFinder;

final class KernelFinderTest {
  private final InspectionFindings findings = new InspectionFindings();

  private List<GuestKernel> find(GuestTree tree) {
    LenientReader guest = new LenientReader(tree.filesystem());
    return KernelFinder.find(guest, BootLoaderFinder.find(guest)::mention, findings);
  }

  private static String initramfs(GuestKernel kernel) {
    return kernel.initramfs().map(found -> found.path().value()).orElse("none");
  }

  private static String problem(GuestKernel kernel) {
    return kernel.initramfs().map(GuestInitramfs::problem).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
      "sles11,     3.0.101-63-default,              /boot/initrd-3.0.101-63-default,                  MODULE",
      "sles15,     5.14.21-150400.24.100-default,   /boot/initrd-5.14.21-150400.24.100-default,       MODULE",
      "opensuse,   6.4.0-150600.21-default,         /boot/initrd-6.4.0-150600.21-default,             MODULE",
      "rhel5,      2.6.18-400.el5,                  /boot/initrd-2.6.18-400.el5.img,                  MODULE",
      "rhel6,      2.6.32-754.el6.x86_64,           /boot/initramfs-2.6.32-754.el6.x86_64.img,        MODULE",
      "rhel7,      3.10.0-1160.el7.x86_64,          /boot/initramfs-3.10.0-1160.el7.x86_64.img,       MODULE",
      "rhel9,      5.14.0-362.8.1.el9_3.x86_64,     /boot/initramfs-5.14.0-362.8.1.el9_3.x86_64.img,  MODULE",
      "ubuntu2204, 5.15.0-91-generic,               /boot/initrd.img-5.15.0-91-generic,               BUILT_IN",
      "debian5,    2.6.26-2-686,                    /boot/initrd.img-2.6.26-2-686,                    MODULE",
      "debian12,   6.1.0-31-amd64,                  /boot/initrd.img-6.1.0-31-amd64,                  MODULE",
      "sles10,     2.6.16.60-0.85.1-default,        /boot/initrd-2.6.16.60-0.85.1-default,            MODULE",
      "sles12,     4.12.14-122.37-default,          /boot/initrd-4.12.14-122.37-default,              MODULE",
      "rhel8,      4.18.0-553.el8_10.x86_64,        /boot/initramfs-4.18.0-553.el8_10.x86_64.img,     MODULE",
      "debian7,    3.2.0-6-amd64,                   /boot/initrd.img-3.2.0-6-amd64,                   MODULE",
      "ubuntu0904, 2.6.28-19-server,                /boot/initrd.img-2.6.28-19-server,                MODULE",
      "ubuntu1404, 3.13.0-170-generic,              /boot/initrd.img-3.13.0-170-generic,              BUILT_IN",
      "alpine,     6.6.41-0-virt,                   /boot/initramfs-6.6.41-0-virt,                    BUILT_IN"})
  void newestKernelThatRunsWithoutXenIsKnown(String tree, String version, String initramfs, DriverSupport virtio) {
    GuestKernel kernel = find(GuestTrees.all().get(tree).get()).stream().filter(each -> !each.xenOnly()).findFirst()
        .orElseThrow();

    assertThat(kernel.version()).isEqualTo(version);
    assertThat(kernel.image()).isEqualTo(GuestPath.of("/boot/vmlinuz-" + version));
    assertThat(initramfs(kernel)).isEqualTo(initramfs);
    assertThat(kernel.virtioPci()).isEqualTo(virtio);
    assertThat(kernel.virtioBlk()).isEqualTo(virtio);
    assertThat(kernel.virtioNet()).isEqualTo(virtio);
    assertThat(kernel.modules().map(GuestPath::fileName)).contains(version);
    assertThat(kernel.canUseVirtioDisks()).isTrue();
    assertThat(kernel.findsVirtioDisks()).isEqualTo(virtio == DriverSupport.BUILT_IN);
  }

  @ParameterizedTest
  @CsvSource({"sles10, 2.6.16.60-0.85.1-xen", "sles11, 3.0.101-63-xen", "rhel5, 2.6.18-398.el5xen", "debian5, 2.6.26-2-xen-686"})
  void xenLinuxIsToldByItsConfiguration(String tree, String version) {
    GuestKernel kernel = find(GuestTrees.all().get(tree).get()).stream().filter(GuestKernel::xenOnly).findFirst().orElseThrow();

    assertThat(kernel.version()).isEqualTo(version);
    assertThat(kernel.canUseVirtioDisks()).isFalse();
    assertThat(problem(kernel)).isEqualTo("not looked into: its kernel runs under Xen only");
  }

  @Test
  void xenLinuxWithoutConfigurationIsToldByNameAndImage() {
    GuestTree tree = SuseTrees.sles11().without("/boot/config-3.0.101-63-xen")
        .kernel("2.6.32-5-xen-amd64", Virtio.MODULES).without("/boot/config-2.6.32-5-xen-amd64");

    assertThat(find(tree)).filteredOn(GuestKernel::xenOnly).extracting(GuestKernel::version).containsExactly("3.0.101-63-xen");
  }

  @Test
  void paravirtKernelNamedXenRunsAnywhere() {
    GuestKernel kernel = find(new GuestTree().kernel("2.6.32-5-xen-amd64", Virtio.MODULES)).get(0);

    assertThat(kernel.xenOnly()).isFalse();
    assertThat(kernel.canUseVirtioDisks()).isTrue();
  }

  /** udev in it names cards, and it has copies of files that are changed. */
  @Test
  void initramfsIsLookedIntoThoughVirtioIsBuiltIn() {
    GuestKernel kernel = find(GuestTrees.named("ubuntu2204")).get(0);

    assertThat(kernel.virtioNet()).isEqualTo(DriverSupport.BUILT_IN);
    assertThat(kernel.initramfs().flatMap(GuestInitramfs::contents)).isPresent();
  }

  @Test
  void initramfsWithVirtioFindsDisks() {
    GuestTree tree = new GuestTree().kernel("6.1.0-31-amd64", Virtio.MODULES).initramfs(
        "/boot/initrd.img-6.1.0-31-amd64", "6.1.0-31-amd64", Generator.INITRAMFS_TOOLS, "virtio_pci", "virtio_blk");

    assertThat(find(tree)).singleElement().satisfies(kernel -> assertThat(kernel.findsVirtioDisks()).isTrue());
  }

  @Test
  void halfOfVirtioDoesNot() {
    GuestTree tree = new GuestTree().kernel("6.1.0-31-amd64", Virtio.MODULES).initramfs(
        "/boot/initrd.img-6.1.0-31-amd64", "6.1.0-31-amd64", Generator.INITRAMFS_TOOLS, "virtio_pci", "virtio_net");

    assertThat(find(tree)).singleElement().satisfies(kernel -> assertThat(kernel.findsVirtioDisks()).isFalse());
  }

  @Test
  void kernelWithoutVirtioIsSaid() {
    GuestTree tree = new GuestTree().kernel("2.6.16.60-0.54.5-smp", Virtio.NONE)
        .initramfs("/boot/initrd-2.6.16.60-0.54.5-smp", "2.6.16.60-0.54.5-smp", Generator.SUSE_MKINITRD, "ext3");
    GuestKernel kernel = find(tree).get(0);

    assertThat(kernel.virtioBlk()).isEqualTo(DriverSupport.MISSING);
    assertThat(problem(kernel)).isEqualTo("not looked into: its kernel has no virtio");
  }

  @Test
  void kernelOfWhichNothingElseIsThereIsUnknown() {
    GuestKernel kernel = find(new GuestTree().file("/boot/vmlinuz-4.4.0-custom", "x")).get(0);

    assertThat(kernel.virtioBlk()).isEqualTo(DriverSupport.UNKNOWN);
    assertThat(kernel.modules()).isEmpty();
    assertThat(kernel.initramfs()).isEmpty();
    assertThat(kernel.canUseVirtioDisks()).isFalse();
  }

  @Test
  void whatLiesBesideKernelsIsNone() {
    assertThat(find(new GuestTree().file("/boot/vmlinux-3.0.101-63-default.gz", "").file("/boot/vmlinuz-3.0.101-63-kdump", "")
        .file("/boot/.vmlinuz-4.18.hmac", "").file("/boot/vmlinuz-4.18.old", "").file("/boot/xen-4.17.gz", "")
        .file("/boot/memtest86+.bin", "").file("/boot/vmlinuz-dir/x", "").link("/boot/vmlinuz-5.0", "missing"))).isEmpty();
  }

  @Test
  void rescueKernelComesLastWithTheModulesOfItsRelease() {
    List<GuestKernel> kernels = find(RedHatTrees.rhel7());

    assertThat(kernels).extracting(GuestKernel::version)
        .containsExactly("3.10.0-1160.el7.x86_64", "0-rescue-0123456789abcdef0123456789abcdef");
    assertThat(kernels.get(1).modules()).contains(GuestPath.of("/usr/lib/modules/3.10.0-1160.el7.x86_64"));
    assertThat(kernels.get(1).findsVirtioDisks()).isTrue();
  }

  @Test
  void kernelsKeptWithTheirModulesCountWhereBootHasNone() {
    String version = "6.4.0-default";
    GuestTree tree = new GuestTree().kernel(version, Virtio.MODULES).without("/boot/vmlinuz-" + version)
        .file("/lib/modules/" + version + "/vmlinuz", "x")
        .initramfs("/boot/initrd-" + version, version, Generator.DRACUT, "ext4");

    assertThat(find(tree)).singleElement().satisfies(kernel -> {
      assertThat(kernel.image()).isEqualTo(GuestPath.of("/lib/modules/6.4.0-default/vmlinuz"));
      assertThat(initramfs(kernel)).isEqualTo("/boot/initrd-6.4.0-default");
    });
  }

  @Test
  void kernelOfKernelInstallIsFoundInItsDirectory() {
    String directory = "/boot/efi/0123456789abcdef0123456789abcdef/6.1.0/";
    GuestTree tree = new GuestTree().kernel("6.1.0", Virtio.MODULES).without("/boot/vmlinuz-6.1.0")
        .file(directory + "linux", "x").initramfs(directory + "initrd", "6.1.0", Generator.DRACUT, "virtio_pci", "virtio_blk");

    assertThat(find(tree)).singleElement().satisfies(kernel -> {
      assertThat(kernel.image()).isEqualTo(GuestPath.of(directory + "linux"));
      assertThat(kernel.findsVirtioDisks()).isTrue();
    });
  }

  @Test
  void namelessKernelSaysItsReleaseItself() {
    GuestTree tree = new GuestTree().kernel("6.6.7-arch1-1", Virtio.MODULES).without("/boot/vmlinuz-6.6.7-arch1-1")
        .file("/boot/vmlinuz-linux", newImage("6.6.7-arch1-1"))
        .initramfs("/boot/initramfs-linux.img", "6.6.7-arch1-1", Generator.DRACUT, "ext4");

    assertThat(find(tree)).singleElement().satisfies(kernel -> {
      assertThat(kernel.version()).isEqualTo("6.6.7-arch1-1");
      assertThat(initramfs(kernel)).isEqualTo("/boot/initramfs-linux.img");
      assertThat(kernel.virtioBlk()).isEqualTo(DriverSupport.MODULE);
    });
  }

  private static byte[] newImage(String release) {
    GuestTree one = new GuestTree().kernel(release, Virtio.MODULES);
    byte[][] image = new byte[1][];
    one.into((path, content) -> image[0] = path.startsWith("/boot/vmlinuz") ? content : image[0], (path, target) -> {});
    return image[0];
  }

  @Test
  void onlyAFewInitramfsAreLookedIntoThoseOfTheMenuFirst() {
    GuestTree tree = new GuestTree().file("/boot/grub/menu.lst", "title old\nkernel /boot/vmlinuz-5.1.0 root=/dev/xvda1\n");
    for (int minor = 1; minor <= 8; minor++) {
      String version = "5." + minor + ".0";
      tree.kernel(version, Virtio.MODULES).initramfs("/boot/initrd.img-" + version, version, Generator.DRACUT, "ext4");
    }

    List<GuestKernel> kernels = find(tree);
    assertThat(kernels).extracting(GuestKernel::version).startsWith("5.8.0", "5.7.0").endsWith("5.1.0");
    assertThat(kernels).filteredOn(kernel -> kernel.initramfs().orElseThrow().contents().isPresent())
        .extracting(GuestKernel::version).containsExactly("5.8.0", "5.7.0", "5.6.0", "5.1.0");
    assertThat(problem(kernels.get(4))).isEqualTo("not looked into: older than the 4 that are");
  }

  @Test
  void damagedInitramfsSaysWhy() {
    GuestTree tree = new GuestTree().kernel("6.1.0", Virtio.MODULES).file("/boot/initrd.img-6.1.0", "no archive at all");

    assertThat(find(tree)).singleElement().satisfies(kernel -> {
      assertThat(problem(kernel)).isNotEmpty();
      assertThat(kernel.findsVirtioDisks()).isFalse();
    });
  }

  @Test
  void hundredsOfKernelsAreNotAllLookedAt() {
    GuestTree tree = new GuestTree();
    for (int i = 0; i < 300; i++) {
      tree.file("/boot/vmlinuz-4.4." + i, "x");
    }

    assertThat(find(tree)).hasSize(200);
    assertThat(findings.all()).singleElement()
        .satisfies(finding -> assertThat(finding.message()).startsWith("of 200 kernels only 16 are looked at"));
  }
}
