package org.xen2kvm.migration.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.xen2kvm.converter.HostProfile;
import org.xen2kvm.converter.host.HostProfileParser;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.host.local.FakeMachine;
import org.xen2kvm.migration.host.local.LocalHost.ImageFolder;
import org.xen2kvm.migration.host.local.ProgramAnswer;
import org.xen2kvm.migration.host.local.ProgramAnswer.Outcome;
import org.xen2kvm.migration.host.local.ThisMachine;
import org.xen2kvm.migration.host.report.HostDocuments;
import org.xen2kvm.migration.host.report.HostFinding;
import org.xen2kvm.migration.host.report.HostFinding.Level;
import org.xen2kvm.migration.host.report.HostReport;
import org.xen2kvm.migration.json.HostReportView;
import org.xen2kvm.migration.json.JsonSchemas;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.runner.FakeDomainRunner;
import org.xen2kvm.runner.RunnerError;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/** Whole checks, of a made-up host and of a real libvirt. */
final class HostCheckTest {
  private static final ProgramAnswer SAID = new ProgramAnswer(Outcome.SAID, -1, "said");

  private static HostFinding finding(HostReport report, String id) {
    return report.findings().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private static FakeMachine machine() {
    return new FakeMachine().file("/etc/os-release", "ID=debian\n").file("/usr/bin/qemu-system-x86_64", "");
  }

  private static HostReport check(FakeMachine machine, String uri) {
    return new HostCheck(any -> new FakeDomainRunner(), MemoryGuest.tree("debian12"), machine, ApplyListener.SILENT)
        .run(new HostCheckRequest(uri, List.of(Path.of("/srv")), List.of(), Policy.defaults()));
  }

  @Test
  void aHostWhereKvmRunsAGuestIsForDomainsOfTypeKvm() throws Exception {
    FakeMachine machine = machine().file("/dev/kvm", "").program("accel=kvm", SAID).program("accel=tcg", SAID)
        .folder(new ImageFolder(Path.of("/srv"), true, 99L << 30, Optional.empty()));

    HostReport report = check(machine, "qemu:///system");

    assertThat(report.isReady()).as("%s", report.findings()).isTrue();
    assertThat(report.domainType()).contains("kvm");
    assertThat(profile(report).virtType()).contains("kvm");
  }

  @Test
  void aHostWhereItDoesNotIsForDomainsOfTypeQemuThoughLibvirtOffersKvm() throws Exception {
    FakeMachine machine = machine().file("/dev/kvm", "").program("accel=tcg", SAID)
        .program("accel=kvm", new ProgramAnswer(Outcome.ENDED, 134, "error: failed to set MSR"));

    HostReport report = check(machine, "qemu:///system");

    assertThat(report.domainType()).contains("qemu");
    assertThat(finding(report, "kvm").level()).isEqualTo(Level.WARNING);
    assertThat(profile(report).virtType()).contains("qemu");
    assertThat(finding(report, "work-dir-space").level()).as("no such folder").isEqualTo(Level.ERROR);
    assertThat(report.isReady()).isFalse();
  }

  @Test
  void ofAnotherHostNothingIsTriedOrAssumedHere() {
    FakeMachine machine = machine().file("/dev/kvm", "");

    HostReport report = check(machine, "qemu+ssh://root@kvm2/system");

    assertThat(machine.ran()).as("programs of this machine").isEmpty();
    assertThat(report.domainType()).contains("kvm");
    for (String id : List.of("kvm", "bridges", "selinux", "apparmor", "firewall-vnc", "firewall-migration")) {
      assertThat(finding(report, id).level()).as(id).isEqualTo(Level.NOTE);
      assertThat(finding(report, id).remedy()).isEqualTo("ssh root@kvm2 xen2kvm check qemu:///system");
    }
  }

  @Test
  void aRefusedConnectionIsAFindingAndTheMachineIsStillLookedAt() {
    HostCheck check = new HostCheck(uri -> {
      throw new RunnerException(RunnerError.NO_CONNECTION, "Failed to connect socket: No such file or directory");
    }, MemoryGuest.tree("debian12"), machine().program("accel=tcg", SAID), ApplyListener.SILENT);

    HostReport report = check.run(HostCheckRequest.of("qemu:///system"));

    assertThat(report.findings().get(0).id()).isEqualTo("libvirt-connection");
    assertThat(report.findings().get(0).remedy()).isEqualTo("apt-get install libvirt-daemon-system");
    assertThat(report.documents()).isEmpty();
    assertThat(finding(report, "emulation").level()).isEqualTo(Level.OK);
    assertThat(finding(report, "libguestfs").level()).isEqualTo(Level.OK);
  }

  @Test
  void aHostOfXenIsNone() {
    HostReport report = check(machine(), "xen:///system");

    assertThat(report.findings()).extracting(HostFinding::id).containsExactly("libvirt-connection");
    assertThat(report.isReady()).isFalse();
  }

  @Test
  void aRealLibvirtIsChecked() throws Exception {
    EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
    HostCheck check = new HostCheck(uri -> libvirt.newRunner(), MemoryGuest.tree("debian12"), new ThisMachine(), ApplyListener.SILENT);

    HostReport report = check.run(new HostCheckRequest(
        "qemu:///embed?root=" + libvirt.root(), List.of(libvirt.root()), List.of(), Policy.defaults()));

    Set<String> ids = report.findings().stream().map(HostFinding::id).collect(Collectors.toSet());
    assertThat(ids).contains("libvirt-connection", "libvirt-version", "qemu-version", "kvm", "emulation", "emulator",
        "machine-types", "firmware-uefi", "cpu-model", "networks", "bridges", "pools", "work-dir-space", "selinux", "apparmor",
        "firewall-vnc", "firewall-migration", "virtio-win", "hostname", "libguestfs");
    String page = Files.readString(Path.of(System.getProperty("xen2kvm.root", ".."), "docs", "host-check.md"));
    assertThat(ids).allSatisfy(id -> assertThat(page).contains("`" + id + "`"));
    assertThat(finding(report, "emulation").level()).isEqualTo(Level.OK);
    assertThat(finding(report, "machine-types").level()).isEqualTo(Level.OK);
    HostProfile profile = profile(report);
    assertThat(profile.virtType()).isEqualTo(report.domainType());
    assertThat(profile.virtType().orElseThrow()).isEqualTo(finding(report, "kvm").level() == Level.OK ? "kvm" : "qemu");
    assertThat(profile.machines()).contains("pc", "q35");
    assertThat(JsonSchemas.problems("host-check", HostReportView.of(report).json())).isEmpty();
  }

  /** What a saved file says when it is read again, which has to be what was found. */
  private static HostProfile profile(HostReport report) throws Exception {
    HostDocuments documents = report.documents().orElseThrow();
    HostProfile read = HostProfileParser.parse(documents.profile().name(), List.of(documents.text()));
    assertThat(read).isEqualTo(documents.profile());
    return read;
  }
}
