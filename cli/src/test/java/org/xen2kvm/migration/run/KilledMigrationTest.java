package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.converter.policy.Policy;
import org.xen2kvm.converter.policy.Policy.DomainType;
import org.xen2kvm.guestfix.fix.FixOptions;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.PlanOptions;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.json.PlanFile;
import org.xen2kvm.migration.plan.BootProof;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan;
import org.xen2kvm.migration.plan.RunPlan.Mode;
import org.xen2kvm.runner.libvirt.BootMarker;
import org.xen2kvm.runner.libvirt.DiskFormat;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/**
 * A migration that is killed, at each of its steps, on a real libvirt: what comes next undoes or ends it, no disk is lost, and no
 * domain is left beside another.
 */
final class KilledMigrationTest {
  private static final int LONGEST_SECONDS = 120;

  /** More steps than that no command has. */
  private static final int MOST_EVENTS = 60;

  private static final int WRITTEN_AT = 8192;

  @TempDir private Path folder = Path.of("");

  /** A guest that says on its serial port that it boots, and the plan of its migration. */
  private SourceGuest guest(Path place, Mode mode) {
    try {
      Files.createDirectories(place.resolve(SourceGuest.STATE));
      SourceGuest guest = SourceGuest.in(place, 2);
      Files.delete(guest.images().get(0));
      BootMarker.disk(guest.images().get(0), DiskFormat.RAW, "web1");
      String definition = guest.fullyVirtual().replace("type='bridge'", "type='user'").replace("<source bridge='br0'/>", "");
      RunPlan run = new RunPlan(uri(place), mode, false, List.of(BootProof.named("serial=" + BootMarker.line("web1"))), 60);
      PlanOptions plain = SourceGuest.options(KeepChoice.OVERLAY, Optional.empty());
      // The boot sector that says so is no loader that a plan would trust.
      FixOptions fixes = new FixOptions(plain.fixes().initramfs(), plain.fixes().bootCode(), Set.of(new FixId("boot-code")));
      PlanOptions options = new PlanOptions(Policy.builder().type(DomainType.QEMU).build(), plain.host(), fixes, plain.keys(),
          plain.keep(), plain.workDir(), List.of(), plain.sourceUri(), plain.checks(), Optional.of(run));
      MigrationPlan plan =
          SourceGuest.planner(MemoryGuest.tree("debian12"), options).plan(SourceGuest.source(definition));
      assertThat(plan.isRefused()).as("%s", plan.fixes().findings()).isFalse();
      Files.writeString(place.resolve(SourceGuest.STATE).resolve("plan.json"), PlanFile.write(plan));
      return guest;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String uri(Path place) {
    return "qemu:///embed?root=" + place.resolve(SourceGuest.STATE).resolve("r");
  }

  /** Returns what a process exits with that runs commands, and ends as if killed at an event. */
  private static int run(SourceGuest guest, int event, String... commands) {
    List<String> argv = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
        "-cp", System.getProperty("java.class.path"), KilledProcess.class.getName(), guest.folder().toString(),
        uri(guest.folder()), Integer.toString(event)));
    argv.addAll(List.of(commands));
    Path log = guest.folder().resolve(SourceGuest.STATE).resolve("log");
    try {
      Process process = new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("%s", argv).isTrue();
      assertThat(process.exitValue()).as("%s: %s", List.of(commands), Files.readString(log)).isIn(0, KilledProcess.KILLED);
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void expectDone(SourceGuest guest, String... commands) {
    assertThat(run(guest, 0, commands)).isZero();
  }

  private static String domains(SourceGuest guest) throws IOException {
    return Files.readString(guest.folder().resolve(SourceGuest.STATE).resolve("domains"));
  }

  private static Optional<MigrationState> state(SourceGuest guest) throws IOException {
    return new MigrationStore(guest.folder().resolve(SourceGuest.STATE), SourceGuest.VERSION).find("web1")
        .map(migration -> migration.state());
  }

  @Test
  void anApplyThatIsKilledAtAnyStepIsUndoneByRollbackOrByTheNextApply() throws IOException {
    EmbeddedLibvirt.shared();
    SourceGuest guest = guest(folder, Mode.START);
    Map<String, String> before = guest.files();
    int event = 1;
    while (run(guest, event, "apply") == KilledProcess.KILLED) {
      boolean nothingWritten = state(guest).isEmpty() || state(guest).get().isEnded();
      if (event % 2 == 0 && !nothingWritten) {
        expectDone(guest, "rollback", "domains");
      } else {
        expectDone(guest, "apply", "rollback", "domains");
      }
      assertThat(guest.files()).as("after event %d", event).isEqualTo(before);
      assertThat(domains(guest)).as("after event %d", event).isEmpty();
      event++;
      assertThat(event).isLessThan(MOST_EVENTS);
    }
    assertThat(event).as("events of an apply").isGreaterThan(20);
    assertThat(state(guest)).contains(MigrationState.APPLIED);
    for (int end = 1; run(guest, end, "rollback") == KilledProcess.KILLED; end++) {
      if (!state(guest).orElseThrow().isEnded()) {
        expectDone(guest, "rollback");
      }
      expectDone(guest, "domains");
      assertThat(guest.files()).as("after event %d of rollback", end).isEqualTo(before);
      assertThat(domains(guest)).isEmpty();
      expectDone(guest, "apply");
    }
    assertThat(guest.files()).isEqualTo(before);
  }

  @Test
  void aCommitThatIsKilledAtAnyStepIsEndedByTheNext() throws IOException {
    EmbeddedLibvirt.shared();
    int event = 1;
    boolean killed = true;
    while (killed) {
      SourceGuest guest = guest(folder.resolve("g" + event), Mode.DEFINE);
      expectDone(guest, "apply");
      GuestWrites.write(guest.folder().resolve("web1-hda.xen2kvm.qcow2"), WRITTEN_AT, 0x5a);
      GuestWrites.write(guest.folder().resolve("web1-hdb.xen2kvm.qcow2"), WRITTEN_AT, 0x5b);

      killed = run(guest, event, "commit") == KilledProcess.KILLED;
      if (killed && state(guest).orElseThrow() != MigrationState.COMMITTED) {
        expectDone(guest, "commit");
      }

      expectDone(guest, "domains");
      assertThat(Files.readAllBytes(guest.images().get(0))[WRITTEN_AT]).as("event %d", event).isEqualTo((byte) 0x5a);
      assertThat(Files.readAllBytes(guest.images().get(1))[WRITTEN_AT]).as("event %d", event).isEqualTo((byte) 0x5b);
      assertThat(guest.files().keySet()).as("event %d", event).noneMatch(file -> file.endsWith(".qcow2"));
      assertThat(domains(guest)).contains("web1-a.img", "web1-b.img").doesNotContain("qcow2");
      assertThat(state(guest)).contains(MigrationState.COMMITTED);
      event++;
      assertThat(event).isLessThan(MOST_EVENTS);
    }
    assertThat(event).as("events of a commit").isGreaterThan(8);
  }
}
