package org.xen2kvm.guestfix.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xen2kvm.guestfix.fs.GuestPath;

final class LenientReaderTest {
  private final LenientReader guest = new LenientReader(new GuestTree()
      .file("/boot/grub/grub.conf", "default=0\n")
      .link("/boot/grub/menu.lst", "./grub.conf")
      .link("/etc/grub.conf", "../boot/grub/menu.lst")
      .link("/etc/absolute", "/boot/grub")
      .link("/etc/outside", "../../../../boot/grub/grub.conf")
      .link("/etc/nowhere", "/no/such")
      .link("/etc/a", "b").link("/etc/b", "a")
      .file("/etc/latin1", new byte[] {'x', (byte) 0xe9})
      .filesystem());

  @Test
  void followsLinksToTheRealPath() {
    assertThat(guest.realPath(GuestPath.of("/etc/grub.conf"))).contains(GuestPath.of("/boot/grub/grub.conf"));
    assertThat(guest.realPath(GuestPath.of("/etc/absolute/menu.lst"))).contains(GuestPath.of("/boot/grub/grub.conf"));
  }

  @Test
  void linkOutOfTheGuestStopsAtItsRoot() {
    assertThat(guest.realPath(GuestPath.of("/etc/outside"))).contains(GuestPath.of("/boot/grub/grub.conf"));
  }

  @Test
  void circlesAndMissingFilesLeadNowhere() {
    assertThat(guest.realPath(GuestPath.of("/etc/a"))).isEmpty();
    assertThat(guest.realPath(GuestPath.of("/etc/nowhere"))).isEmpty();
    assertThat(guest.realPath(GuestPath.of("/missing/x"))).isEmpty();
    assertThat(guest.text("/etc/a")).isEmpty();
    assertThat(guest.exists("/etc/nowhere")).isFalse();
  }

  @Test
  void whatIsOfAnotherKindIsNotThere() {
    assertThat(guest.text("/boot/grub")).isEmpty();
    assertThat(guest.list("/etc/grub.conf")).isEmpty();
    assertThat(guest.link(GuestPath.of("/boot/grub/grub.conf"))).isEmpty();
    assertThat(guest.content(GuestPath.of("/boot/grub/grub.conf"), 3)).isEmpty();
  }

  @Test
  void readsAnyText() {
    assertThat(guest.text("/etc/latin1")).contains("x\u00e9");
    assertThat(guest.text("/etc/grub.conf")).contains("default=0\n");
    assertThat(guest.firstLine("/etc/grub.conf")).contains("default=0");
    assertThat(guest.isDirectory(GuestPath.of("/etc/absolute"))).isTrue();
    assertThat(guest.start(GuestPath.of("/etc/grub.conf"), 3)).contains(new byte[] {'d', 'e', 'f'});
  }

  @Test
  void configurationIsSmallAndOfFewFiles() {
    GuestTree tree = new GuestTree().file("/etc/d/a", "#".repeat(512 << 10)).file("/etc/d/b", "#".repeat((512 << 10) + 1));
    for (int i = 0; i < 600; i++) {
      tree.file("/etc/d/c" + i, "");
    }
    LenientReader directory = new LenientReader(tree.filesystem());

    assertThat(directory.configText(GuestPath.of("/etc/d/a"))).isPresent();
    assertThat(directory.configText(GuestPath.of("/etc/d/b"))).isEmpty();
    assertThat(directory.configNames(GuestPath.of("/etc/d"))).hasSize(500).startsWith("a", "b", "c0");
    assertThat(directory.list(GuestPath.of("/etc/d"))).hasSize(602);
  }
}
