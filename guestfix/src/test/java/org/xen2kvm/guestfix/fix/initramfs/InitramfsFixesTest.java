package org.xen2kvm.guestfix.fix.initramfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.guestfix.fix.FamilyTester;
import org.xen2kvm.guestfix.fix.Fix;
import org.xen2kvm.guestfix.fix.FixTester;
import org.xen2kvm.guestfix.fix.GuestCase;
import org.xen2kvm.guestfix.initramfs.Fixtures;
import org.xen2kvm.guestfix.inspect.GuestNetwork.Stack;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;
import org.xen2kvm.guestfix.plan.GuestAction.RebuildInitramfs;
import org.xen2kvm.guestfix.text.MutatedText;

final class InitramfsFixesTest {
  private static final String VERSION = InitramfsGuests.VERSION;
  private static final String TOOLS = "/etc/initramfs-tools/";

  private static final FamilyTester FAMILY = FamilyTester.of(InitramfsFixes.inOrder());

  /** What generators are told, to be combined with what they made. */
  private static final List<Map<String, String>> CONFIGURATIONS = List.of(
      Map.of(TOOLS + "initramfs.conf", "MODULES=list\nBUSYBOX=y\n", TOOLS + "modules", "# m\nxen-blkfront\nxen-netfront\next3\n"),
      Map.of(TOOLS + "initramfs.conf", "MODULES=most\n", TOOLS + "conf.d/driver-policy", "MODULES=dep\n", TOOLS + "modules",
          "ext4"),
      Map.of(TOOLS + "initramfs.conf", "MODULES=most\n", TOOLS + "modules", "xenblk\n"),
      Map.of("/etc/sysconfig/kernel", "INITRD_MODULES=\"xenblk xennet ext3\"\nDOMU_INITRD_MODULES=\"xennet xenblk\"\n",
          "/sbin/mkinitrd", "x"),
      Map.of("/etc/sysconfig/kernel", "INITRD_MODULES='ata_piix \\\n processor'\n", "/sbin/mkinitrd", "x"),
      Map.of("/etc/sysconfig/kernel", "INITRD_MODULES=\"xen-vbd\"\n", "/usr/bin/dracut", "x"),
      Map.of("/etc/sysconfig/kernel", "UPDATEDEFAULT=yes\n", "/sbin/mkinitrd", "x", "/sbin/nash", "x"),
      Map.of("/etc/dracut.conf", "add_drivers+=\"xen-blkfront\"\nomit_drivers+=\" virtio.* \"\n", "/sbin/dracut", "x"),
      Map.of("/etc/dracut.conf.d/a.conf", "drivers=\" xen-blkfront ext4 \"\n", "/usr/bin/dracut", "x", "/usr/lib/dracut/x", "x"),
      Map.of("/usr/lib/dracut/dracut.conf.d/b.conf", "drivers=\" ext4 \"\nforce_drivers+=\" xen:vbd \"\n", "/usr/bin/dracut",
          "x"),
      Map.of("/etc/mkinitcpio.conf", "MODULES=(xen-blkfront\n btrfs)\nHOOKS=(base)\n", "/usr/bin/mkinitcpio", "x"),
      Map.of("/etc/mkinitcpio.conf", "MODULES=\"xenblk xennet\"\n"));

  private static final List<byte[]> IMAGES = List.of(
      Fixtures.bytes("tree.cpio"), Fixtures.bytes("tree.cpio.gz"), Fixtures.bytes("tree.cpio.zst"),
          Fixtures.bytes("tree.cpio.lz4"),
      InitramfsGuests.gzip(InitramfsGuests.tools(VERSION, "xen-blkfront", "xen-netfront")),
      InitramfsGuests.gzip(InitramfsGuests.dracut(VERSION, "xen-blkfront", "virtio_blk")));

  private static void check(Map<String, String> files, byte[] image, String modulesDep) {
    GuestCase guest = GuestCase.system("any", "1", PackageFormat.OTHER, InitSystem.SYSTEMD)
        .network(Stack.IFUPDOWN, "eth0", "", "/etc/network/interfaces");
    files.forEach(guest::file);
    InitramfsGuests.kernel(guest, VERSION, "/boot/initrd.img-" + VERSION, image);
    if (!modulesDep.isEmpty()) {
      guest.file("/usr/lib/modules/" + VERSION + "/modules.dep", modulesDep);
    }
    FixTester tester = FixTester.on(FAMILY.together(), guest);
    boolean runsNothing = tester.planned().actions().stream()
        .noneMatch(RebuildInitramfs.class::isInstance);
    if (!tester.planned().isRefused() && runsNothing) {
      tester.makes();
    }
  }

  @Test
  void anyGuestIsFixedOnce() {
    FAMILY.fixesEachOnce();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void brokenGuestsAreFixedOnce(long seed) {
    FAMILY.fixesEachOnceThoughBroken(seed, 5);
  }

  @Test
  void everyConfigurationWithEveryImageIsFixedOnce() {
    CONFIGURATIONS.forEach(tree -> IMAGES.forEach(image -> check(tree, image, "")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void brokenFilesAreFixedOnceOrRefused(long seed) {
    Random random = new Random(seed);
    MutatedText mutated = new MutatedText(seed);
    String modulesDep = "kernel/virtio_pci.ko: kernel/virtio.ko\nkernel/virtio.ko:\nkernel/virtio_blk.ko: kernel/virtio.ko\n";
    for (int round = 0; round < 60; round++) {
      Map<String, String> files = new TreeMap<>();
      CONFIGURATIONS.get(random.nextInt(CONFIGURATIONS.size())).forEach((path, text) -> files.put(path, mutated.of(text)));
      byte[] image = IMAGES.get(random.nextInt(IMAGES.size())).clone();
      if (random.nextInt(3) == 0) {
        image[random.nextInt(image.length)] ^= (byte) (1 << random.nextInt(8));
        image = Arrays.copyOf(image, random.nextInt(2) == 0 ? image.length : random.nextInt(image.length));
      }
      check(files, image, random.nextBoolean() ? "" : mutated.of(modulesDep) + "\n");
    }
  }

  @Test
  void filesMadeToHurtAreReadOnce() {
    String many = "xen-blkfront a".repeat(100_000);
    Map<String, String> files = new TreeMap<>(Map.of("/usr/bin/dracut", "x",
        "/etc/dracut.conf", "omit_drivers+=\" " + "(a+)+$ virtio.*.*.*.*.*.* ".repeat(40_000) + "\"\ndrivers=\"" + many + "\"\n",
        "/etc/mkinitcpio.conf", "MODULES=(".repeat(100_000) + many + "\n" + "MODULES=\"\n".repeat(50_000),
        TOOLS + "initramfs.conf", "MODULES=list\n", TOOLS + "modules", "xen-blkfront\n".repeat(200_000),
        "/etc/sysconfig/kernel", "INITRD_MODULES=\"" + "xenblk ".repeat(200_000) + "\"\n"));

    assertTimeout(Duration.ofSeconds(60), () -> check(files, IMAGES.get(0), ""));
  }

  @Test
  void eachFixIsListed() {
    assertThat(InitramfsFixes.inOrder().stream().map(Fix::descriptor).map(descriptor -> descriptor.id().value())).containsExactly(
        "initramfs-config-tools", "initramfs-config-dracut", "initramfs-config-suse", "initramfs-config-mkinitcpio",
            "initramfs-virtio");
  }
}
