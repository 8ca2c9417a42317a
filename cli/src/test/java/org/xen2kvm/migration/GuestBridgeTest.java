package org.xen2kvm.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.inspect.GuestInspection;
import org.xen2kvm.guestfix.inspect.GuestInspector;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.GuestTree.Generator;
import org.xen2kvm.guestfix.inspect.GuestTree.Virtio;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.KeyRing;

final class GuestBridgeTest {
  private static GuestInspection inspection(GuestTree tree, String type) {
    try (FakeGuestDisks disks = GuestTrees.disks(tree, type)) {
      return GuestInspector.inspect(disks, GuestTrees.names(), KeyRing.empty());
    }
  }

  @Test
  void virtioIsThereOnceTheFixesAreApplied() {
    GuestInspection debian = inspection(GuestTrees.named("debian12"), "ext4");

    GuestFacts facts = GuestBridge.facts(debian);

    assertThat(facts.os()).isEqualTo(OperatingSystem.LINUX);
    assertThat(facts.osName()).contains("Debian GNU/Linux 12 (bookworm)");
    assertThat(facts.virtioDrivers()).contains(true);
    assertThat(facts.virtioNet()).contains(true);
    assertThat(facts.bootLoaderInMbr()).contains(false);
    assertThat(GuestBridge.factsAsFound(debian).virtioDrivers()).contains(false);
  }

  @Test
  void aXenKernelBesideAnOrdinaryOneIsNotBooted() {
    GuestFacts facts = GuestBridge.facts(inspection(GuestTrees.named("sles11"), "ext3"));

    assertThat(facts.virtioDrivers()).contains(true);
    assertThat(facts.virtioNet()).contains(true);
  }

  @Test
  void aGuestWithoutVirtioInAnyKernelHasNone() {
    String version = "6.1.0-31-amd64";
    GuestTree tree = GuestTrees.named("debian12").without("/boot/vmlinuz-" + version).without("/usr/lib/modules/" + version)
        .kernel(version, Virtio.NONE);

    GuestFacts facts = GuestBridge.facts(inspection(tree, "ext4"));

    assertThat(facts.virtioDrivers()).contains(false);
    assertThat(facts.virtioNet()).contains(false);
  }

  @Test
  void virtioInTheInitramfsIsThereAsFound() {
    String version = "6.1.0-31-amd64";
    GuestTree tree = GuestTrees.named("debian12")
        .initramfs("/boot/initrd.img-" + version, version, Generator.INITRAMFS_TOOLS, "virtio_pci", "virtio_blk");

    assertThat(GuestBridge.factsAsFound(inspection(tree, "ext4")).virtioDrivers()).contains(true);
  }

  @Test
  void nothingIsSaidOfAGuestWhoseKernelIsOnTheHost() {
    GuestFacts facts = GuestBridge.facts(inspection(GuestTrees.named("debian12").without("/boot").without("/vmlinuz"), "ext4"));

    assertThat(facts.os()).isEqualTo(OperatingSystem.LINUX);
    assertThat(facts.virtioDrivers()).isEmpty();
    assertThat(facts.virtioNet()).isEmpty();
  }

  @Test
  void windowsIsTakenToHaveNoVirtio() {
    GuestFacts facts = GuestBridge.facts(
        inspection(new GuestTree().file("/Windows/System32/config/SYSTEM", "regf"), "ntfs"));

    assertThat(facts.os()).isEqualTo(OperatingSystem.WINDOWS);
    assertThat(facts.virtioDrivers()).isEqualTo(Optional.of(false));
    assertThat(facts.virtioNet()).isEqualTo(Optional.of(false));
  }
}
