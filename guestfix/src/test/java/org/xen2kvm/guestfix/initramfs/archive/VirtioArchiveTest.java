package org.xen2kvm.guestfix.initramfs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.initramfs.Fixtures;
import org.xen2kvm.guestfix.initramfs.InitramfsContents;
import org.xen2kvm.guestfix.initramfs.InitramfsException.Reason;
import org.xen2kvm.guestfix.initramfs.InitramfsException;
import org.xen2kvm.guestfix.initramfs.InitramfsListing;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan.ExtraFile;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan.KernelModules;
import org.xen2kvm.guestfix.initramfs.archive.VirtioArchivePlan.SourceFile;
import org.xen2kvm.guestfix.initramfs.kernel.ModuleDependencies;

/** An archive is planned without reading, then made of what the plan names, and serves where it is appended. */
final class VirtioArchiveTest {
  private static final String VERSION = "6.1.0-1-amd64";
  private static final String DEP = """
      kernel/drivers/virtio/virtio.ko: kernel/drivers/virtio/virtio_ring.ko
      kernel/drivers/virtio/virtio_ring.ko:
      kernel/drivers/virtio/virtio_pci.ko: kernel/drivers/virtio/virtio_ring.ko kernel/drivers/virtio/virtio.ko
      kernel/drivers/block/virtio_blk.ko: kernel/drivers/virtio/virtio_ring.ko kernel/drivers/virtio/virtio.ko
      kernel/drivers/block/xen-blkfront.ko:
      """;
  private static final ModuleSource SOURCE = (path, limit) -> path.value().getBytes(StandardCharsets.UTF_8);

  @Test
  void planNamesWhatIsReadAndWhereItGoes() throws InitramfsException {
    VirtioArchivePlan plan = plan(Fixtures.bytes("tree.cpio.zst"), List.of());

    assertThat(plan.modules()).containsExactly("virtio_ring", "virtio", "virtio_pci", "virtio_blk");
    assertThat(plan.builtIn()).containsExactly("sd_mod");
    assertThat(plan.missing()).containsExactly("virtio_net", "virtio_scsi");
    assertThat(plan.present()).isEmpty();
    assertThat(plan.files()).contains(
        new SourceFile(GuestPath.of("/lib/modules/6.1.0-1-amd64/kernel/drivers/block/virtio_blk.ko"),
            "usr/lib/modules/6.1.0-1-amd64/kernel/drivers/block/virtio_blk.ko"),
        new SourceFile(GuestPath.of("/lib/modules/6.1.0-1-amd64/modules.dep.bin"),
            "usr/lib/modules/6.1.0-1-amd64/modules.dep.bin"));
    assertThat(plan.files()).hasSize(4 + 3);
    assertThat(plan.directories()).as("what the initramfs has is not made again")
        .containsExactly("usr/lib/modules/6.1.0-1-amd64/kernel/drivers/virtio");
    assertThat(plan.describe()).hasSize(8).first().asString().contains("virtio_ring, virtio");
    assertThat(plan.isEmpty()).isFalse();
  }

  @Test
  void appendedItMakesTheInitramfsHoldTheDrivers() throws InitramfsException {
    for (String name : List.of("tree.cpio", "tree.cpio.gz", "tree.cpio.xz", "tree.cpio.lzma", "tree.cpio.zst", "tree.cpio.lz4")) {
      byte[] image = Fixtures.bytes(name);
      VirtioArchivePlan plan = plan(image, List.of(new ExtraFile("lib/systemd/network/10-eth0.link", 0600, "[Link]\n")));
      VirtioArchive archive = VirtioArchive.build(plan, SOURCE);
      byte[] whole = Fixtures.joined(Arrays.copyOf(image, (int) plan.appendPoint().keep()), plan.appendPoint().zeros(),
          archive.bytes());

      InitramfsListing listing = InitramfsListing.reading(whole, file -> true, 1 << 20);
      InitramfsContents after = InitramfsContents.of(listing);

      assertThat(after.modules(VERSION)).as(name)
          .containsExactly("virtio", "virtio_blk", "virtio_pci", "virtio_ring", "xen_blkfront");
      assertThat(after.moduleDirectory(VERSION)).as("the link is kept").isEqualTo("usr/lib/modules/" + VERSION);
      assertThat(listing.text("lib/modules/" + VERSION + "/modules.dep")).as("the full one replaces the initramfs's own")
          .hasValue("/lib/modules/" + VERSION + "/modules.dep");
      assertThat(listing.text("usr/lib/systemd/network/10-eth0.link")).hasValue("[Link]\n");
      assertThat(archive.modules()).isEqualTo(plan.modules());
      assertThat(archive.entries()).isEqualTo(2 + 7 + 1);
      assertThat(plan(whole, List.of()).isEmpty()).as("a second time there is nothing to do").isTrue();
    }
  }

  @Test
  void initramfsWithoutLibGetsItsDirectories() throws InitramfsException {
    VirtioArchivePlan plan = plan(new CpioArchive().file("init", 0755, new byte[1]).bytes(), List.of());

    assertThat(plan.directories()).startsWith("lib", "lib/modules", "lib/modules/6.1.0-1-amd64")
        .contains("lib/modules/6.1.0-1-amd64/kernel/drivers/block").hasSize(7);
  }

  @Test
  void modulesOfAnotherKernelDoNotCount() throws InitramfsException {
    byte[] image = new CpioArchive().file("lib/modules/5.10/virtio_blk.ko", 0644, new byte[1])
        .file("lib/modules/6.1.0-1-amd64/x/virtio.ko.xz", 0644, new byte[1]).bytes();

    assertThat(plan(image, List.of()).modules()).containsExactly("virtio_ring", "virtio_pci", "virtio_blk");
    assertThat(plan(image, List.of()).present()).containsExactly("virtio");
  }

  @Test
  void nothingMissingNeedsNothingButExtras() throws InitramfsException {
    KernelModules allBuiltIn = new KernelModules(VERSION, GuestPath.of("/lib/modules/x"), Set.of("modules.dep"),
        ModuleDependencies.of("", "kernel/virtio_pci.ko\nkernel/virtio_blk.ko\n", ""));
    InitramfsContents initramfs = InitramfsContents.of(Fixtures.bytes("tree.cpio"));
    List<String> wanted = List.of("virtio_pci", "virtio_blk");

    assertThat(VirtioArchivePlan.of(allBuiltIn, wanted, initramfs, List.of()).isEmpty()).isTrue();
    assertThat(VirtioArchivePlan.of(allBuiltIn, wanted, initramfs, List.of(new ExtraFile("etc/x", 0644, ""))))
        .returns(false, VirtioArchivePlan::isEmpty)
        .returns(List.of("etc"), VirtioArchivePlan::directories);
  }

  @Test
  void emptyModuleIsDamage() throws InitramfsException {
    VirtioArchivePlan plan = plan(Fixtures.bytes("tree.cpio"), List.of());

    assertThatThrownBy(() -> VirtioArchive.build(plan, (path, limit) -> new byte[0]))
        .isInstanceOfSatisfying(InitramfsException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT))
        .hasMessageContaining("virtio_ring.ko is empty");
  }

  @Test
  void tooMuchTogetherIsRefused() throws InitramfsException {
    VirtioArchivePlan plan = plan(Fixtures.bytes("tree.cpio"), List.of());
    byte[] large = new byte[60 << 20];

    assertThatThrownBy(() -> VirtioArchive.build(plan, (path, limit) -> large))
        .isInstanceOfSatisfying(InitramfsException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void storedLz4UnpacksWhateverTheLength() throws InitramfsException {
    for (int length : new int[] {1, 14, 15, 16, 269, 270, 271, 5 << 20}) {
      byte[] content = new byte[length];
      Arrays.fill(content, (byte) 'x');
      InitramfsListing listing = InitramfsListing.reading(
          StoredLz4.of(new CpioArchive().file("a", 0644, content).bytes()), name -> true, 8 << 20);

      assertThat(listing.text("a").orElseThrow()).hasSize(length);
    }
  }

  @Test
  void oddKernelReleaseIsRefused() {
    assertThatThrownBy(() -> new KernelModules("../x", GuestPath.ROOT, Set.of(), ModuleDependencies.of("", "", "")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static VirtioArchivePlan plan(byte[] image, List<ExtraFile> extras) throws InitramfsException {
    KernelModules kernel = new KernelModules(VERSION, GuestPath.of("/lib/modules/" + VERSION),
        Set.of("modules.dep", "modules.dep.bin", "modules.alias.bin", "kernel", "build"),
        ModuleDependencies.of(DEP, "kernel/drivers/scsi/sd_mod.ko\n", ""));
    return VirtioArchivePlan.of(kernel, VirtioArchivePlan.VIRTIO, InitramfsContents.of(image), extras);
  }
}
