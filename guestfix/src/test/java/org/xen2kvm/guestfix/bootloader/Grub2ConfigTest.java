package org.xen2kvm.guestfix.bootloader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class Grub2ConfigTest {
  private static final String DEBIAN = """
      if [ "${next_entry}" ] ; then
         set default="${next_entry}"
      else
         set default="0"
      fi
      function savedefault {
        if [ -z "${boot_once}" ]; then
          saved_entry="${chosen}"
        fi
      }
      menuentry 'Debian GNU/Linux' --class debian $menuentry_id_option 'gnulinux-simple-1' {
      	load_video
      	search --no-floppy --fs-uuid --set=root 1
      	linux	/boot/vmlinuz-6.1.0-31-amd64 root=/dev/xvda1 ro  console=hvc0
      	initrd	/boot/initrd.img-6.1.0-31-amd64
      }
      submenu 'Advanced options for Debian GNU/Linux' $menuentry_id_option 'gnulinux-advanced-1' {
      	menuentry 'Debian, with Linux 6.1.0-31-amd64' --class debian $menuentry_id_option 'gnulinux-6.1-1' {
      		linux	(hd0,msdos1)/boot/vmlinuz-6.1.0-31-amd64 root=/dev/xvda1 ro
      	}
      	menuentry 'It'\\''s' {
      		multiboot2	/boot/xen-4.17.gz placeholder
      		module2	/boot/vmlinuz-6.1.0-31-amd64 placeholder root=/dev/xvda1
      		module2	--nounzip /boot/initrd.img-6.1.0-31-amd64
      	}
      }
      """;

  private static Grub2Config config(String text) {
    return Grub2Config.parse(text);
  }

  @Test
  void readsEntriesOfSubmenusAndOfXensHypervisor() {
    assertThat(config(DEBIAN).entries()).containsExactly(
        new BootEntry("gnulinux-simple-1", "Debian GNU/Linux", "/boot/vmlinuz-6.1.0-31-amd64",
            List.of("/boot/initrd.img-6.1.0-31-amd64"), "root=/dev/xvda1 ro  console=hvc0", false),
        new BootEntry("gnulinux-advanced-1>gnulinux-6.1-1", "Debian, with Linux 6.1.0-31-amd64",
            "/boot/vmlinuz-6.1.0-31-amd64", List.of(), "root=/dev/xvda1 ro", false),
        new BootEntry("gnulinux-advanced-1>It's", "It's", "/boot/vmlinuz-6.1.0-31-amd64",
            List.of("/boot/initrd.img-6.1.0-31-amd64"), "root=/dev/xvda1", true));
    assertThat(config(DEBIAN).text()).isEqualTo(DEBIAN);
  }

  @Test
  void aDefaultIsANumberATitleAnIdOrAPathOfThem() {
    Grub2Config config = config(DEBIAN);

    assertThat(config.defaultEntry()).contains("0");
    assertThat(config.find("0").map(BootEntry::id)).contains("gnulinux-simple-1");
    for (String name : List.of("1>0", "1", "gnulinux-advanced-1>gnulinux-6.1-1", "gnulinux-6.1-1",
        "Advanced options for Debian GNU/Linux>Debian, with Linux 6.1.0-31-amd64", "gnulinux-advanced-1")) {
      assertThat(config.find(name).map(BootEntry::id)).as(name).contains("gnulinux-advanced-1>gnulinux-6.1-1");
    }
    assertThat(config.find("2")).isEmpty();
    assertThat(config.find("")).isEmpty();
  }

  @Test
  void aNewDefaultReplacesOnlyLiteralOnes() {
    assertThat(config(DEBIAN).withDefault("a>b \"$\"").text())
        .isEqualTo(DEBIAN.replace("set default=\"0\"", "set default=\"a>b \\\"\\$\\\"\""));
    assertThat(config("set default=\"${saved_entry}\"\nblscfg\n").startsSaved()).isTrue();
    assertThat(config("set default=\"${saved_entry}\"\nblscfg\n").readsLoaderEntries()).isTrue();
    assertThat(config(DEBIAN).startsSaved()).isFalse();
  }

  @Test
  void commandLinesAreEditedWhereTheyStand() {
    assertThat(config(DEBIAN).editCommandLines((line, initrd) -> line.replace("/dev/xvda1", initrd ? "UUID=1" : "/dev/vda1"))
        .text())
        .isEqualTo(DEBIAN.replace("root=/dev/xvda1 ro  console", "root=UUID=1 ro  console")
            .replace("31-amd64 root=/dev/xvda1 ro\n", "31-amd64 root=/dev/vda1 ro\n"));
  }

  @Test
  void aPathThatTheScriptMakesIsTheScriptsBusiness() {
    String text = "	linux	${rel_dirname}/${basename} root=/dev/xvda1\n";

    assertThat(config(text).editCommandLines((line, initrd) -> "x").text()).isEqualTo(text);
  }

  @Test
  void whatItWritesItReads() {
    List<BootEntry> entries = List.of(
        new BootEntry("t's; 1", "t's; 1", "/boot/vmlinuz", List.of("/boot/initrd"), "root=UUID=1 a=\"b c\" $x", false),
        new BootEntry("two", "two", "/vmlinuz", List.of(), "", false));

    String text = Grub2MenuText.of(entries, Optional.of("1-2"), true);

    assertThat(config(text).entries()).extracting(BootEntry::title, BootEntry::kernel, BootEntry::initrds)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("t's; 1", "/boot/vmlinuz", List.of("/boot/initrd")),
            org.assertj.core.groups.Tuple.tuple("two", "/vmlinuz", List.of()));
    assertThat(text)
        .contains("search --no-floppy --fs-uuid --set=root 1-2\n", "\tlinux /boot/vmlinuz root=UUID=1 'a=\"b c\"' '$x'\n");
  }

  @Test
  void textThatIsCutOffIsNoTrouble() {
    for (int end = 0; end < DEBIAN.length(); end++) {
      String cut = DEBIAN.substring(0, end);
      assertThat(config(cut).text()).isEqualTo(cut);
      config(cut).entries();
    }
    config("submenu a {\n".repeat(10_000)).entries();
    config("}\n".repeat(10_000)).entries();
  }
}
