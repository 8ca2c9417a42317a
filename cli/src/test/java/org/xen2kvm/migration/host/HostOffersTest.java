package org.xen2kvm.migration.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.host.HostProfileException;
import org.xen2kvm.converter.host.HostProfileParser;
import org.xen2kvm.guestfix.disk.GuestDisksException;
import org.xen2kvm.guestfix.disk.GuestDisksException.Reason;
import org.xen2kvm.migration.failure.VirshCommand;
import org.xen2kvm.migration.host.connection.ProfileCheck;
import org.xen2kvm.migration.host.connection.StoreCheck;
import org.xen2kvm.migration.host.connection.VersionCheck;
import org.xen2kvm.migration.host.local.Distribution;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;
import org.xen2kvm.runner.HostVersion;
import org.xen2kvm.runner.network.HostNetwork;
import org.xen2kvm.runner.storage.StoragePool;

/** What versions, capabilities, networks and pools mean. */
final class HostOffersTest {
  private static final VirshCommand VIRSH = new VirshCommand("qemu:///system");

  private static final Path HOSTS = Path.of(System.getProperty("xen2kvm.root", ".."), "testdata", "hosts");

  private static HostProfile recorded(String name) throws IOException, HostProfileException {
    List<String> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(HOSTS.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        documents.add(Files.readString(file));
      }
    }
    return HostProfileParser.parse(name, documents);
  }

  private static Level version(String library, String hypervisor, int which) {
    return VersionCheck.of(new HostVersion(library, hypervisor), Distribution.APT, true).get(which).level();
  }

  @Test
  void versionsAreHeldAgainstWhatCameWhen() {
    assertThat(version("9.0.0", "7.2.22", 0)).isEqualTo(Level.OK);
    assertThat(version("5.1.0", "7.2.22", 0)).isEqualTo(Level.WARNING);
    assertThat(version("1.2.9", "7.2.22", 0)).isEqualTo(Level.ERROR);
    assertThat(version("9.0.0", "2.12.0", 1)).isEqualTo(Level.WARNING);
    assertThat(version("9.0.0", "2.9.1", 1)).isEqualTo(Level.ERROR);
    assertThat(version("9.0.0", "10.0.0", 1)).isEqualTo(Level.OK);
  }

  @Test
  void theVersionOfAnotherHostsLibvirtIsNotAssumed() {
    HostFinding library = VersionCheck.of(new HostVersion("1.0.0", "7.2.0"), Distribution.UNKNOWN, false).get(0);

    assertThat(library.level()).isEqualTo(Level.NOTE);
    assertThat(library.found()).contains("on this machine", "was not looked at");
  }

  @Test
  void aRecordedHostOffersAll() throws Exception {
    assertThat(ProfileCheck.of(recorded("debian-12"), Distribution.APT))
        .extracting(HostFinding::id, HostFinding::level, HostFinding::found).containsExactly(
            tuple("emulator", Level.OK, "/usr/bin/qemu-system-x86_64"),
            tuple("machine-types", Level.OK, "pc (pc-i440fx-7.2), q35 (pc-q35-7.2)"),
            tuple("firmware-uefi", Level.OK, "libvirt finds UEFI firmware for guests"),
            tuple("cpu-model", Level.OK, "host-model; also custom, host-passthrough, maximum"));
  }

  @Test
  void whatAHostLacksIsTold() {
    HostProfile bare = new HostProfile("bare", "x86_64", Optional.of("kvm"), Optional.empty(), Set.of("pc-q35-rhel9.0.0"),
        Optional.of(false), Set.of("custom"), Set.of(), Set.of(), Set.of(), Set.of());

    assertThat(ProfileCheck.of(bare, Distribution.APT)).extracting(HostFinding::id, HostFinding::level, HostFinding::remedy)
        .containsExactly(
            tuple("emulator", Level.ERROR, "apt-get install qemu-system-x86"),
            tuple("machine-types", Level.WARNING, "xen2kvm convert --machine q35"),
            tuple("firmware-uefi", Level.WARNING, "apt-get install ovmf"),
            tuple("cpu-model", Level.WARNING, ""));
  }

  @Test
  void whatIsNotToldIsNotAssumed() {
    assertThat(ProfileCheck.of(HostProfile.generic(), Distribution.APT)).extracting(HostFinding::level)
        .containsExactly(Level.ERROR, Level.NOTE, Level.NOTE, Level.NOTE);
  }

  @Test
  void networksHaveToBeActiveNowAndLater() {
    List<HostFinding> findings = StoreCheck.networks(List.of(
        new HostNetwork("default", false, false, "virbr0"), new HostNetwork("dmz", true, false, "virbr1"),
        new HostNetwork("lan's", true, true, "virbr2")), VIRSH);

    assertThat(findings).extracting(HostFinding::level, HostFinding::remedy).containsExactly(
        tuple(Level.WARNING, "virsh -c qemu:///system net-start default && virsh -c qemu:///system net-autostart default"),
        tuple(Level.NOTE, "virsh -c qemu:///system net-autostart dmz"), tuple(Level.OK, ""));
    assertThat(StoreCheck.networks(List.of(), VIRSH)).extracting(HostFinding::level).containsExactly(Level.NOTE);
  }

  @Test
  void poolsHaveToBeActiveAndHaveRoom() {
    long gib = 1L << 30;
    List<HostFinding> findings = StoreCheck.pools(List.of(
        new StoragePool("cold", false, true, 0, 0, Optional.of("/cold")),
        new StoragePool("full", true, true, 100 * gib, gib / 2, Optional.empty()),
        new StoragePool("room", true, true, 100 * gib, 50 * gib, Optional.of("/room"))), VIRSH);

    assertThat(findings).extracting(HostFinding::level, HostFinding::found).containsExactly(
        tuple(Level.WARNING, "Pool cold is not active"),
        tuple(Level.WARNING, "Only 512 MiB of 100 GiB are free in pool full"),
        tuple(Level.OK, "50 GiB of 100 GiB are free in pool room"));
  }

  @Test
  void localhostIsNoNameForAHost() {
    assertThat(StoreCheck.hostname("localhost.localdomain").level()).isEqualTo(Level.WARNING);
    assertThat(StoreCheck.hostname("kvm1.example.org").level()).isEqualTo(Level.OK);
  }

  @Test
  void qemusUserIsReadFromTheCapabilities() {
    String capabilities = "<capabilities><host><secmodel><model>selinux</model><baselabel type='kvm'>x</baselabel></secmodel>"
        + "<secmodel><model>dac</model><baselabel type='kvm'>+%s:+107</baselabel></secmodel></host></capabilities>";

    assertThat(EmulatorUser.of(capabilities.formatted("107"))).contains("107");
    assertThat(EmulatorUser.of(capabilities.formatted("0"))).isEmpty();
    assertThat(EmulatorUser.of("<capabilities/>")).isEmpty();
  }

  @Test
  void aMissingApplianceNamesItsPackage() {
    HostFinding missing = ApplianceCheck.failed(new GuestDisksException(
        Reason.NOT_INSTALLED, "libguestfs.so.0 is missing. Install it with: apt-get install libguestfs0", null));
    HostFinding broken = ApplianceCheck.failed(
        new GuestDisksException(Reason.LAUNCH_FAILED, "It did not start\nlast words", null));

    assertThat(missing.found()).isEqualTo("libguestfs.so.0 is missing");
    assertThat(missing.remedy()).isEqualTo("apt-get install libguestfs0");
    assertThat(broken.found()).isEqualTo("It did not start");
    assertThat(broken.level()).isEqualTo(Level.ERROR);
  }
}
