package org.xen2kvm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.DomainType;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.migration.HostChecks;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.PlanOptions;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.migration.plan.BootProof;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.plan.RunPlan.Mode;
import org.xen2kvm.migration.run.Hosts;
import org.xen2kvm.migration.run.MigrationReport;
import org.xen2kvm.migration.run.Migrations;
import org.xen2kvm.runner.DomainRunner;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.libvirt.BootMarker;
import org.xen2kvm.runner.libvirt.DiskFormat;
import org.xen2kvm.runner.libvirt.HostSsh;
import org.xen2kvm.runner.libvirt.KvmHost;

/**
 * A guest goes from the host where its disks are to another one, by qemu+ssh between two network namespaces: planned, copied,
 * started there, seen to boot on its console there, and brought back. Its boot sector says that it boots.
 */
final class TwoHostProofTest {
  private static final String NAME = "web1";

  @TempDir private Path folder = Path.of("");

  private @Nullable Path all;
  private List<KvmHost> hosts = List.of();
  private @Nullable String target;

  @BeforeEach
  void start() throws IOException {
    Path made = Files.createTempDirectory(Path.of("/tmp"), "x2h");
    all = made;
    hosts = KvmHost.pair(made);
    KvmHost there = hosts.get(1);
    there.makePool("images", there.folder().resolve("images"));
    there.expectDone("mount", "-t", "tmpfs", "none", folder.toString()); // the source's disks are not there
    target = HostSsh.between(hosts.get(0), there, made.resolve("ssh")).uriFromHere();
  }

  @AfterEach
  void end() throws IOException {
    hosts.forEach(KvmHost::close);
    Path made = all;
    if (made != null) {
      KvmHost.deleteTree(made);
    }
  }

  private MigrationPlan plan(SourceGuest guest) throws IOException {
    Files.delete(guest.images().get(0));
    BootMarker.disk(guest.images().get(0), DiskFormat.RAW, NAME);
    String definition = guest.fullyVirtual().replace("type='bridge'", "type='user'").replace("<source bridge='br0'/>", "");
    RunPlan run = new RunPlan(Objects.requireNonNull(target), Mode.START, false,
        List.of(BootProof.named("serial=" + BootMarker.line(NAME))), 60).copyingTo("images");
    PlanOptions plain = SourceGuest.options(KeepChoice.FLATTEN, Optional.empty());
    // The boot sector that says so is no loader that a plan would trust.
    FixOptions fixes = new FixOptions(plain.fixes().initramfs(), plain.fixes().bootCode(), Set.of(new FixId("boot-code")));
    PlanOptions options = new PlanOptions(Policy.builder().type(DomainType.QEMU).build(), plain.host(), fixes, plain.keys(),
        plain.keep(), plain.workDir(), List.of(), Optional.empty(), HostChecks.NONE, Optional.of(run));
    MigrationPlan plan =
        SourceGuest.planner(MemoryGuest.tree("debian12"), options).plan(SourceGuest.source(definition));
    assertThat(plan.isRefused()).as("%s", plan.fixes().findings()).isFalse();
    return PlanFile.read(PlanFile.write(plan));
  }

  private List<Path> volumes() throws IOException {
    try (var files = Files.list(hosts.get(1).folder().resolve("images"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void guestIsCopiedProvenThereRolledBackAndCommitted() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan plan = plan(guest);
    Map<String, String> before = guest.files();
    MigrationStore store = new MigrationStore(folder.resolve(SourceGuest.STATE), SourceGuest.VERSION);
    Migrations migrations = new Migrations(store, Hosts.libvirt(),
        new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), (name, step) -> {}), new QemuImg(),
        (name, step) -> {}, () -> false);

    MigrationReport report = migrations.apply(plan, KeyRing.empty());

    assertThat(report.domain().orElseThrow().proof()).isEqualTo("serial=" + BootMarker.line(NAME));
    assertThat(report.journal().resolve("serial.log")).content().contains(BootMarker.line(NAME));
    assertThat(volumes()).hasSize(2);
    try (DomainRunner there = Hosts.libvirt().open(Objects.requireNonNull(target))) {
      assertThat(there.hostname()).isEqualTo("beta");
      assertThat(there.state(NAME)).isEqualTo(DomainState.RUNNING);
      assertThat(there.definedXml(NAME)).contains(volumes().get(0).toString(), volumes().get(1).toString());
    }
    try (DomainRunner here = Hosts.libvirt().open(hosts.get(0).uri())) {
      assertThat(here.list()).isEmpty();
    }

    migrations.rollback(NAME);
    assertThat(volumes()).isEmpty();
    assertThat(guest.files()).isEqualTo(before);
    try (DomainRunner there = Hosts.libvirt().open(Objects.requireNonNull(target))) {
      assertThat(there.list()).isEmpty();
    }

    migrations.apply(plan, KeyRing.empty());
    migrations.commit(NAME, true);
    assertThat(store.find(NAME).orElseThrow().state()).isEqualTo(MigrationState.COMMITTED);
    assertThat(guest.files()).isEqualTo(before);
    assertThat(volumes()).hasSize(2);
    try (DomainRunner there = Hosts.libvirt().open(Objects.requireNonNull(target))) {
      assertThat(there.state(NAME)).isEqualTo(DomainState.RUNNING);
    }
  }
}
