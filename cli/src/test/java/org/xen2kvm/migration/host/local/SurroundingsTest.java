package org.xen2kvm.migration.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.migration.host.local.LocalHost.ImageFolder;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;

/** Folders, bridges, packages and the words of commands. */
final class SurroundingsTest {
  private static final Path SRV = Path.of("/srv");

  private static List<HostFinding> folder(long free, Optional<Path> closed, Optional<String> user) {
    return FolderCheck.of(new ImageFolder(SRV, true, free, closed), user);
  }

  @Test
  void spaceDecidesByWhatAnApplyNeeds() {
    assertThat(folder(100L << 20, Optional.empty(), Optional.empty())).extracting(HostFinding::level)
        .containsExactly(Level.ERROR);
    assertThat(folder(2L << 30, Optional.empty(), Optional.empty())).extracting(HostFinding::level)
        .containsExactly(Level.WARNING);
    assertThat(folder(20L << 30, Optional.empty(), Optional.empty())).extracting(HostFinding::found)
        .containsExactly("20 GiB are free in /srv");
  }

  @Test
  void aFolderThatIsNotThereIsMade() {
    assertThat(FolderCheck.of(new ImageFolder(SRV, false, 0, Optional.empty()), Optional.empty()))
        .extracting(HostFinding::level, HostFinding::remedy).containsExactly(tuple(
            Level.ERROR, "mkdir -p /srv"));
  }

  @Test
  void qemusUserHasToGetIn() {
    assertThat(folder(20L << 30, Optional.of(Path.of("/root")), Optional.of("64055")).get(1).remedy())
        .isEqualTo("setfacl -m u:64055:x /root");
    assertThat(folder(20L << 30, Optional.empty(), Optional.of("64055")).get(1).level()).isEqualTo(Level.OK);
    assertThat(folder(20L << 30, Optional.of(Path.of("/root")), Optional.empty())).hasSize(1);
  }

  @Test
  void bridgesAreTheInterfacesWithAFolderOfThatName() {
    FakeMachine machine = new FakeMachine()
        .file("/sys/class/net/br0/bridge/bridge_id", "").file("/sys/class/net/br0/flags", "0x1003\n")
        .file("/sys/class/net/br1/bridge/bridge_id", "").file("/sys/class/net/br1/flags", "0x1002\n")
        .file("/sys/class/net/eth0/flags", "0x1003\n");

    BridgeCheck bridges = BridgeCheck.of(machine);

    assertThat(bridges.bridges()).containsExactly("br0", "br1");
    assertThat(bridges.all()).containsExactly("br0", "br1", "eth0");
    assertThat(bridges.findings()).extracting(HostFinding::level, HostFinding::found).containsExactly(
        tuple(Level.WARNING, "Bridge br1 is down"),
        tuple(Level.OK, "Up: br0"));
    assertThat(BridgeCheck.of(new FakeMachine()).findings()).extracting(HostFinding::level).containsExactly(Level.NOTE);
  }

  @ParameterizedTest
  @CsvSource({
    "ID=debian, APT", "ID=linuxmint\\nID_LIKE=\"ubuntu debian\", APT", "ID=\"rocky\"\\nID_LIKE=\"rhel centos fedora\", DNF",
    "ID=fedora, DNF", "ID=\"opensuse-leap\"\\nID_LIKE=\"suse opensuse\", ZYPPER", "ID=\"sles\", ZYPPER", "ID=arch, UNKNOWN"})
  void theDistributionIsReadFromOsRelease(String text, Distribution expected) {
    assertThat(Distribution.ofOsRelease("NAME=x\n" + text.replace("\\n", "\n") + "\n")).isEqualTo(expected);
  }

  @Test
  void whereTheDistributionIsNotKnownAllCommandsAreGiven() {
    assertThat(Distribution.UNKNOWN.installUefi())
        .contains("apt-get install ovmf", "dnf install edk2-ovmf", "zypper install qemu-");
    assertThat(Distribution.DNF.installUefi()).isEqualTo("dnf install edk2-ovmf");
    assertThat(Distribution.of(new FakeMachine())).isEqualTo(Distribution.UNKNOWN);
  }

  @Test
  void theDriversForWindowsAreOnlyNoted() {
    assertThat(VirtioWinCheck.of(new FakeMachine(), Distribution.DNF).remedy()).isEqualTo("dnf install virtio-win");
    assertThat(VirtioWinCheck.of(new FakeMachine(), Distribution.APT).level()).isEqualTo(Level.NOTE);
    assertThat(VirtioWinCheck.of(
        new FakeMachine().file("/usr/share/virtio-win/virtio-win.iso", ""), Distribution.DNF).level()).isEqualTo(Level.OK);
  }
}
