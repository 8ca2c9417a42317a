package org.xen2kvm.guestfix.inspect.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.DebianTrees;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.LenientReader;
import org.xen2kvm.guestfix.inspect.RedHatTrees;

final class BootLoaderFinderTest {
  private static BootMenus find(GuestTree tree) {
    return BootLoaderFinder.find(new LenientReader(tree.filesystem()));
  }

  private static List<String> found(GuestTree tree) {
    return find(tree).loaders().stream().map(loader -> loader.kind() + " " + loader.config()).toList();
  }

  @ParameterizedTest
  @CsvSource({
      "sles11, GRUB_LEGACY /boot/grub/menu.lst", "sles15, GRUB2 /boot/grub2/grub.cfg", "opensuse, GRUB2 /boot/grub2/grub.cfg",
      "rhel5, GRUB_LEGACY /boot/grub/grub.conf", "rhel6, GRUB_LEGACY /boot/grub/grub.conf", "rhel7, GRUB2 /boot/grub2/grub.cfg",
      "sles10, GRUB_LEGACY /boot/grub/menu.lst", "sles12, GRUB2 /boot/grub2/grub.cfg", "debian7, GRUB2 /boot/grub/grub.cfg",
      "ubuntu0904, GRUB_LEGACY /boot/grub/menu.lst", "ubuntu1404, GRUB2 /boot/grub/grub.cfg",
      "alpine, EXTLINUX /boot/extlinux.conf",
      "ubuntu2204, GRUB2 /boot/grub/grub.cfg", "debian5, GRUB_LEGACY /boot/grub/menu.lst", "debian12, GRUB2 /boot/grub/grub.cfg"})
  void oneFileIsFoundOnceWhateverNamesItHas(String tree, String loader) {
    assertThat(found(GuestTrees.all().get(tree).get())).containsExactly(loader);
  }

  @Test
  void entriesCountWhereGrubLooksAtThem() {
    assertThat(found(RedHatTrees.rhel9())).containsExactly("GRUB2 /boot/grub2/grub.cfg", "BLS /boot/loader/entries");
    assertThat(found(DebianTrees.debian12().file("/boot/loader/entries/x.conf", "title x\n")))
        .containsExactly("GRUB2 /boot/grub/grub.cfg");
  }

  @Test
  void systemdBootIsFoundOnItsPartition() {
    assertThat(found(new GuestTree().file("/boot/efi/EFI/systemd/systemd-bootx64.efi", "MZ")
        .file("/boot/efi/loader/entries/a.conf", "title a\nlinux /a/1.0/linux\n").file("/boot/efi/loader/loader.conf", "")))
        .containsExactly("SYSTEMD_BOOT /boot/efi/loader/entries");
  }

  @Test
  void grubOnTheEspCountsUnlessItOnlyLeadsOn() {
    GuestTree stub = new GuestTree()
        .file("/boot/efi/efi/debian/grub.cfg",
            "search.fs_uuid x root\nset prefix=($root)'/boot/grub'\nconfigfile $prefix/grub.cfg\n");

    assertThat(found(stub)).isEmpty();
    assertThat(found(stub.file("/boot/efi/efi/redhat/grub.cfg", "menuentry 'a' {\n}\n")))
        .containsExactly("GRUB2 /boot/efi/efi/redhat/grub.cfg");
  }

  @Test
  void extlinuxAndMenusBesideEachOtherAreAllFound() {
    assertThat(found(DebianTrees.debian12().file("/boot/grub/menu.lst", "default 0\n")
        .file("/boot/extlinux/extlinux.conf", "label l\n")))
        .containsExactly("GRUB2 /boot/grub/grub.cfg", "GRUB_LEGACY /boot/grub/menu.lst", "EXTLINUX /boot/extlinux/extlinux.conf");
  }

  @Test
  void menusMentionFilesByTheirWholeName() {
    BootMenus menus = find(RedHatTrees.rhel9());

    assertThat(menus.mention(GuestPath.of("/boot/vmlinuz-5.14.0-70.el9.x86_64"))).isTrue();
    assertThat(menus.mention(GuestPath.of("/boot/vmlinuz-5.14.0-70.el9"))).isFalse();
  }

  @Test
  void systemWithoutBootLoaderHasNone() {
    assertThat(found(new GuestTree().file("/boot/vmlinuz-1", ""))).isEmpty();
  }
}
