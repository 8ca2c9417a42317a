package org.xen2kvm.guestfix.inspect.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.disk.FakeGuestDisks;
import org.xen2kvm.guestfix.disk.GuestDisk.PartitionTable;
import org.xen2kvm.guestfix.disk.Volume;
import org.xen2kvm.guestfix.disk.Volume.Kind;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.InspectionFindings;
import org.xen2kvm.guestfix.inspect.KeyRing;

final class LuksOpenerTest {
  private static final Volume CONTAINER = new Volume("/dev/sda2", Kind.PARTITION, 0, 2, "crypto_LUKS", "LUKS-1", "", 1);
  private static final Volume INNER =
      new Volume("/dev/mapper/xen2kvm0", Kind.LUKS_CONTENT, -1, 0, "crypto_LUKS", "LUKS-2", "", 1);
  private static final Volume CONTENT =
      new Volume("/dev/mapper/xen2kvm1", Kind.LUKS_CONTENT, -1, 0, "ext4", "root", "", 1);

  private final FakeGuestDisks disks = new FakeGuestDisks().disk(8L << 30, PartitionTable.MBR);
  private final InspectionFindings findings = new InspectionFindings();
  private final List<byte[]> handedOut = new ArrayList<>();

  private KeyRing.Key key(String container, String text) {
    return new KeyRing.Key(Optional.of(container).filter(name -> !name.isEmpty()), () -> {
      handedOut.add(text.getBytes(StandardCharsets.UTF_8));
      return handedOut.get(handedOut.size() - 1);
    });
  }

  private List<Volume> open(KeyRing.Key... keys) {
    return LuksOpener.open(disks, GuestTrees.names(), new KeyRing(List.of(keys)), findings);
  }

  @Test
  void keyIsFoundByUuidOrByDeviceOrForAll() {
    for (String name : List.of("luks-1", "/dev/xvda2", "")) {
      FakeGuestDisks guest = new FakeGuestDisks().disk(1, PartitionTable.MBR).luks(CONTAINER, "secret", CONTENT, null);

      assertThat(LuksOpener.open(guest, GuestTrees.names(), new KeyRing(List.of(key(name, "secret"))), findings))
          .as("key for '%s'", name).containsExactly(CONTAINER, CONTENT);
    }
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void keysAreWiped() {
    disks.luks(CONTAINER, "secret", CONTENT, null);

    open(key("", "wrong"), key("", "secret"));
    assertThat(handedOut).hasSize(2).allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
  }

  @Test
  void containerInAContainerIsOpened() {
    disks.luks(CONTAINER, "outer", INNER, null).luks(INNER, "inner", CONTENT, null);

    assertThat(open(key("", "inner"), key("LUKS-1", "outer"))).contains(CONTENT);
  }

  @Test
  void keyForAnotherContainerIsNotTried() {
    disks.luks(CONTAINER, "secret", CONTENT, null);

    assertThat(open(key("/dev/xvda3", "secret"))).containsExactly(CONTAINER);
    assertThat(handedOut).isEmpty();
    assertThat(findings.all()).singleElement().satisfies(finding -> assertThat(finding.message())
        .isEqualTo("the encrypted volume with UUID LUKS-1 stays closed: no key was given"));
  }

  @Test
  void wrongKeyIsSaid() {
    disks.luks(CONTAINER, "secret", CONTENT, null);

    open(key("", "wrong"));
    assertThat(findings.all().get(0).message()).endsWith("none of the keys given opens it");
  }
}
