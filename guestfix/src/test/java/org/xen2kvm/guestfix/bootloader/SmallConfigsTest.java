package org.xen2kvm.guestfix.bootloader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** GRUB's environment, loader entries and extlinux. */
final class SmallConfigsTest {
  private static final String BLOCK = "# GRUB Environment Block\nsaved_entry=a\nkernelopts=root=/dev/xvda1 ro \n";
  private static final String ENV = BLOCK + "#".repeat(1024 - BLOCK.length());

  private static GrubEnvironment environment(String text) {
    return GrubEnvironment.parse(text).orElseThrow();
  }

  @Test
  void theEnvironmentKeepsItsSize() {
    String longer = environment(ENV).with("saved_entry", "a longer one").orElseThrow().text();

    assertThat(longer).hasSize(1024)
        .startsWith("# GRUB Environment Block\nsaved_entry=a longer one\nkernelopts=root=/dev/xvda1 ro \n###");
    assertThat(environment(longer).with("saved_entry", "a").orElseThrow().text()).isEqualTo(ENV);
    assertThat(environment(ENV).with("other", "x").orElseThrow().text()).hasSize(1024).contains("ro \nother=x\n##");
    assertThat(environment(ENV).with("other", "x".repeat(1000))).isEmpty();
    assertThat(GrubEnvironment.empty().with("saved_entry", "a\\b").orElseThrow().text()).hasSize(1024);
  }

  @Test
  void theEnvironmentIsReadWithItsEscapes() {
    assertThat(environment(ENV).value("kernelopts")).contains("root=/dev/xvda1 ro ");
    assertThat(environment(ENV).value("nothing")).isEmpty();
    assertThat(GrubEnvironment.empty().with("a", "b\\c").orElseThrow().value("a")).contains("b\\c");
    assertThat(GrubEnvironment.parse("")).isEmpty();
    assertThat(environment("# GRUB Environment Block\na=b\\").value("a")).isPresent();
  }

  @Test
  void loaderEntriesAreReadAndEditedInPlace() {
    String text = """
        title CentOS Linux (4.18.0-193.el8.x86_64) 8 (Core)
        version 4.18.0-193.el8.x86_64
        linux /vmlinuz-4.18.0-193.el8.x86_64
        initrd /initramfs-4.18.0-193.el8.x86_64.img $tuned_initrd
        options $kernelopts $tuned_params
        grub_users $grub_users
        """;
    BlsEntry entry = BlsEntry.parse("id", text);

    assertThat(entry.entry()).isEqualTo(new BootEntry("id", "CentOS Linux (4.18.0-193.el8.x86_64) 8 (Core)",
        "/vmlinuz-4.18.0-193.el8.x86_64", List.of("/initramfs-4.18.0-193.el8.x86_64.img"), "$kernelopts $tuned_params", false));
    assertThat(entry.editOptions(line -> line + " x").text()).isEqualTo(text.replace("$tuned_params", "$tuned_params x"));
    assertThat(entry.version()).isEqualTo("4.18.0-193.el8.x86_64");
  }

  @Test
  void extlinuxIsReadAndEditedInPlace() {
    String text = """
        DEFAULT menu.c32
        LABEL linux
          MENU LABEL Alpine
          LINUX vmlinuz-virt
          INITRD initramfs-virt
          APPEND root=/dev/xvda1
        LABEL xen
          KERNEL mboot.c32
          APPEND xen.gz --- vmlinuz root=/dev/xvda1
        """;
    ExtlinuxConfig config = ExtlinuxConfig.parse(text);

    assertThat(config.entries().get(0)).isEqualTo(
        new BootEntry("linux", "Alpine", "vmlinuz-virt", List.of("initramfs-virt"), "root=/dev/xvda1", false));
    assertThat(config.entries().get(1).hypervisor()).isTrue();
    assertThat(config.defaultEntry()).contains("linux");
    assertThat(config.editCommandLines((line, initrd) -> initrd ? "x" : "y").text())
        .isEqualTo(text.replace("APPEND root=/dev/xvda1", "APPEND x"));
    assertThat(config.withDefault("linux").text()).startsWith("DEFAULT linux\n");
  }
}
