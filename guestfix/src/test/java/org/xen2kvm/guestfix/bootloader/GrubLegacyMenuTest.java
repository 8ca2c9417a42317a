package org.xen2kvm.guestfix.bootloader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GrubLegacyMenuTest {
  private static final String MENU = """
      # Modified by YaST2
      default 1
      timeout=8
      fallback 0 1
      ##YaST - activate

      ###Don't change this comment - YaST2 identifier: Original name: xen###
      title Xen -- SUSE Linux Enterprise Server 11 SP3
          root (hd0,0)
          kernel /boot/xen.gz vga=mode-0x314
          module /boot/vmlinuz-xen root=/dev/xvda1 console=xvc0
          module /boot/initrd-xen
      title SLES 11
          root (hd0,0)
          kernel (hd0,0)/boot/vmlinuz-3.0.76-0.11-default root=/dev/xvda1  showopts
          initrd /boot/initrd-3.0.76-0.11-default
      """;

  private static GrubLegacyMenu menu(String text) {
    return GrubLegacyMenu.parse(text);
  }

  @Test
  void readsEntriesThoseOfXensHypervisorToo() {
    assertThat(menu(MENU).entries()).containsExactly(
        new BootEntry("0", "Xen -- SUSE Linux Enterprise Server 11 SP3", "/boot/vmlinuz-xen",
            List.of("/boot/initrd-xen"), "root=/dev/xvda1 console=xvc0", true),
        new BootEntry("1", "SLES 11", "/boot/vmlinuz-3.0.76-0.11-default",
            List.of("/boot/initrd-3.0.76-0.11-default"), "root=/dev/xvda1  showopts", false));
    assertThat(menu(MENU).defaultEntry()).contains(1);
    assertThat(menu(MENU).fallbacks()).containsExactly(0, 1);
    assertThat(menu(MENU).text()).isEqualTo(MENU);
  }

  @Test
  void optionsBeforeTheKernelsPathArePassedOver() {
    GrubLegacyMenu menu = menu("title a\nkernel --no-mem-option  /vmlinuz a b\n");

    assertThat(menu.entries().get(0).kernel()).isEqualTo("/vmlinuz");
    assertThat(menu.editCommandLines((line, initrd) -> " c").text()).isEqualTo("title a\nkernel --no-mem-option  /vmlinuz c\n");
  }

  @Test
  void commandLinesOfTheHypervisorStay() {
    assertThat(menu(MENU).editCommandLines((line, initrd) -> initrd ? line.replace("xvda1", "vda1") : "").text())
        .isEqualTo(MENU.replace("root=/dev/xvda1  showopts", "root=/dev/vda1  showopts"));
  }

  @Test
  void debiansMagicCommentsAreEditedAndTheirExplanationsAreNot() {
    String text = "## # kopt=root=/dev/hda1 ro\n# kopt=root=/dev/xvda1 ro\n# some=other words\n";

    assertThat(menu(text).editMagicComments((name, value) -> name.equals("kopt") ? "x" : value).text())
        .isEqualTo("## # kopt=root=/dev/hda1 ro\n# kopt=x\n# some=other words\n");
  }

  @Test
  void aDefaultIsChangedOrAddedBeforeTheFirstEntry() {
    assertThat(menu(MENU).withDefault(0).text()).isEqualTo(MENU.replace("default 1", "default 0"));
    assertThat(menu("timeout 5\r\ntitle a\r\n").withDefault(2).text()).isEqualTo("timeout 5\r\ndefault 2\r\ntitle a\r\n");
    assertThat(menu("default=saved\ntitle a\n").withDefault(2).text()).isEqualTo("default=2\ntitle a\n");
    assertThat(menu("default=saved\ntitle a\n").startsSaved()).isTrue();
    assertThat(menu("title a\n").defaultEntry()).contains(0);
  }

  @Test
  void anEntryIsAddedLikeAnother() {
    assertThat(menu(MENU.stripTrailing()).withoutFallback()
        .withEntry(0, "new", "/boot/vmlinuz-x", Optional.of("/boot/initrd-x"), "ro").text())
        .isEqualTo(MENU.replace("fallback 0 1\n", "") + """

            title new
                root (hd0,0)
                kernel /boot/vmlinuz-x ro
                initrd /boot/initrd-x
            """);
  }

  @Test
  void anEmptyMenuHasNothing() {
    assertThat(menu("").entries()).isEmpty();
    assertThat(menu("").withDefault(0).text()).isEqualTo("default 0\n");
  }
}
