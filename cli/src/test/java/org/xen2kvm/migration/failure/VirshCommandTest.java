package org.xen2kvm.migration.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Commands that a person is told to paste: to the host that is meant, whatever guests and hosts are called. */
final class VirshCommandTest {
  @Test
  void namesTheHost() {
    assertThat(new VirshCommand("qemu:///system").of("shutdown", "web1")).isEqualTo("virsh -c qemu:///system shutdown web1");
    assertThat(new VirshCommand("qemu+ssh://root@kvm2/system").of("list", "--all"))
        .isEqualTo("virsh -c qemu+ssh://root@kvm2/system list --all");
  }

  @Test
  void isSafeToPaste() {
    assertThat(new VirshCommand("qemu:///embed?root=/x").of("dumpxml", "web 1; reboot"))
        .isEqualTo("virsh -c 'qemu:///embed?root=/x' dumpxml 'web 1; reboot'");
  }

  @Test
  void aWordIsQuotedWhereAShellWouldChangeIt() {
    assertThat(ShellWord.of("/srv/images")).isEqualTo("/srv/images");
    assertThat(ShellWord.of("it's; rm -rf $HOME")).isEqualTo("'it'\\''s; rm -rf $HOME'");
    assertThat(ShellWord.of("qemu:///embed?root=/x")).isEqualTo("'qemu:///embed?root=/x'");
    assertThat(ShellWord.of("~root")).isEqualTo("'~root'");
    assertThat(ShellWord.of("")).isEqualTo("''");
  }
}
