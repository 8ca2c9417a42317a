package org.xen2kvm.guestfix.inspect.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.inspect.DebianTrees;
import org.xen2kvm.guestfix.inspect.GuestSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.InitSystem;
import org.xen2kvm.guestfix.inspect.GuestSystem.PackageFormat;
import org.xen2kvm.guestfix.inspect.GuestTree;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.LenientReader;
import org.xen2kvm.guestfix.inspect.RedHatTrees;
import org.xen2kvm.guestfix.inspect.SuseTrees;

final class SystemReaderTest {
  private static GuestSystem read(GuestTree tree) {
    return SystemReader.read(new LenientReader(tree.filesystem()));
  }

  @ParameterizedTest
  @CsvSource({
      "sles11,     sles,          11.4,  RPM, SYSVINIT, x86_64, sles11.example.org, false",
      "sles15,     sles,          15.4,  RPM, SYSTEMD,  x86_64, sles15,             false",
      "opensuse,   opensuse-leap, 15.6,  RPM, SYSTEMD,  x86_64, leap,               false",
      "rhel5,      rhel,          5.11,  RPM, SYSVINIT, x86_64, rhel5.example.org,  true",
      "rhel6,      centos,        6.10,  RPM, UPSTART,  x86_64, centos6,            true",
      "rhel7,      rhel,          7.9,   RPM, SYSTEMD,  x86_64, rhel7,              true",
      "rhel9,      rhel,          9.3,   RPM, SYSTEMD,  x86_64, rhel9,              true",
      "ubuntu2204, ubuntu,        22.04, DEB, SYSTEMD,  x86_64, ubuntu,             false",
      "debian5,    debian,        5.0.10, DEB, SYSVINIT, i686,  lenny,              false",
      "debian12,   debian,        12,    DEB, SYSTEMD,  x86_64, web1,               false",
      "sles10,     sles,          10.4,  RPM, SYSVINIT, x86_64, sles10.example.org, false",
      "sles12,     sles,          12.5,  RPM, SYSTEMD,  x86_64, sles12,             false",
      "rhel8,      rhel,          8.10,  RPM, SYSTEMD,  x86_64, rhel8,              true",
      "debian7,    debian,        7,     DEB, SYSVINIT, x86_64, wheezy,             false",
      "ubuntu0904, ubuntu,        9.04,  DEB, UPSTART,  x86_64, jaunty,             false",
      "ubuntu1404, ubuntu,        14.04, DEB, UPSTART,  x86_64, trusty,             false",
      "alpine,     alpine,        3.20.2, OTHER, SYSVINIT, x86_64, alpine,            false"})
  void distributionsAreKnown(
      String name, String id, String version, PackageFormat packages, InitSystem init, String architecture, String hostname,
      boolean selinux) {
    GuestSystem system = read(GuestTrees.all().get(name).get());

    assertThat(system.id()).isEqualTo(id);
    assertThat(system.version()).isEqualTo(version);
    assertThat(system.packages()).isEqualTo(packages);
    assertThat(system.init()).isEqualTo(init);
    assertThat(system.architecture()).isEqualTo(architecture);
    assertThat(system.hostname()).isEqualTo(hostname);
    assertThat(system.selinux()).isEqualTo(selinux);
  }

  @Test
  void familiesAreTold() {
    assertThat(read(SuseTrees.sles11()).isSuse()).isTrue();
    assertThat(read(SuseTrees.opensuse()).isSuse()).isTrue();
    assertThat(read(RedHatTrees.rhel6()).isRedHat()).isTrue();
    assertThat(read(DebianTrees.ubuntu2204()).isDebian()).isTrue();
    assertThat(read(DebianTrees.debian5()).isRedHat()).isFalse();
  }

  @Test
  void namesComeFromTheReleaseFiles() {
    assertThat(read(RedHatTrees.rhel6()).name()).isEqualTo("CentOS release 6.10 (Final)");
    assertThat(read(SuseTrees.sles11()).name()).isEqualTo("SUSE Linux Enterprise Server 11 (x86_64)");
    assertThat(read(new GuestTree().file("/etc/os-release", "ID='x'\nNAME=X\nVERSION_ID=3\n")).name()).isEqualTo("X 3");
  }

  @Test
  void oldUbuntuIsKnownByLsbRelease() {
    GuestSystem system = read(new GuestTree()
        .file("/etc/debian_version", "squeeze/sid\n")
        .file("/etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_DESCRIPTION=\"Ubuntu 10.04.4 LTS\"\n"));

    assertThat(system.id()).isEqualTo("ubuntu");
    assertThat(system.version()).isEqualTo("10.04");
    assertThat(system.isDebian()).isTrue();
  }

  @Test
  void suseWithoutServicePackHasItsMajorNumber() {
    GuestSystem system = read(new GuestTree()
        .file("/etc/SuSE-release", "openSUSE 11.4 (x86_64)\nVERSION = 11.4\nCODENAME = Celadon\n"));

    assertThat(system.id()).isEqualTo("opensuse");
    assertThat(system.version()).isEqualTo("11.4");
  }

  @Test
  void upstartOfDebianWithoutJobsIsNone() {
    GuestSystem system = read(new GuestTree().file("/sbin/initctl", "x").file("/etc/inittab", "id:2:initdefault:\n"));

    assertThat(system.init()).isEqualTo(InitSystem.SYSVINIT);
  }

  @Test
  void emptyTreeIsSomeLinux() {
    GuestSystem system = read(new GuestTree());

    assertThat(system.id()).isEmpty();
    assertThat(system.architecture()).isEmpty();
    assertThat(system.packages()).isEqualTo(PackageFormat.OTHER);
    assertThat(system.init()).isEqualTo(InitSystem.OTHER);
  }

  @Test
  void bigEndianAndForeignProgramsAreNoXenGuests() {
    byte[] power = GuestTree.elf(2, 0);
    power[5] = 2;
    power[18] = 0;
    power[19] = 0x15;

    assertThat(ElfMachine.of(power)).isEmpty();
    assertThat(ElfMachine.of(new byte[3])).isEmpty();
    assertThat(ElfMachine.of(GuestTree.elf(2, 0xb7))).contains("aarch64");
  }
}
