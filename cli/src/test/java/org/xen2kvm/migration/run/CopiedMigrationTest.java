package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.xen2kvm.migration.run.Trial.failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.journal.JournalEntry.Copied;
import org.xen2kvm.migration.journal.JournalEntry.Copying;
import org.xen2kvm.migration.journal.JournalEntry.Defined;
import org.xen2kvm.migration.journal.JournalEntry.Defining;
import org.xen2kvm.migration.journal.JournalEntry;
import org.xen2kvm.migration.journal.JournalGate;
import org.xen2kvm.migration.journal.MigrationState;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.RunPlan.Mode;
import org.xen2kvm.runner.DomainState;
import org.xen2kvm.runner.storage.StoragePool;

/** A migration whose disks are copied to a made-up host elsewhere. */
final class CopiedMigrationTest {
  @TempDir private Path folder = Path.of("");
  @TempDir private Path pool = Path.of("");

  private @Nullable Trial made;

  @BeforeEach
  void makePool() throws IOException {
    made = new Trial(folder, 2);
    trial().host().addPool(new StoragePool("images", true, true, 1 << 30, 1 << 30, Optional.of(pool.toString())));
    Files.writeString(pool.resolve("web1-vda.qcow2"), "somebody else's");
  }

  private Trial trial() {
    return Objects.requireNonNull(made);
  }

  private MigrationPlan plan(String into) {
    return trial().plan(KeepChoice.FLATTEN, Optional.of(Trial.running(Mode.START).copyingTo(into)));
  }

  private List<String> volumes() throws IOException {
    try (Stream<Path> files = Files.list(pool)) {
      return files.map(file -> String.valueOf(file.getFileName())).filter(name -> !name.equals("web1-vda.qcow2")).sorted()
          .toList();
    }
  }

  @Test
  void domainThereHasTheCopiesAndComesUp() throws IOException {
    MigrationReport report = trial().apply(plan("images"));

    assertThat(report.domain().orElseThrow().proof()).isEqualTo("login");
    // The guest cannot start by itself: its host gets the kernel, too.
    assertThat(volumes()).hasSize(4)
        .allMatch(name -> name.matches("web1-(?:vd[ab]-[0-9a-f]{10}[.]qcow2|(?:vmlinuz|initrd)-[0-9a-f]{10})"));
    String defined = trial().host().definedXml("web1");
    for (String volume : volumes()) {
      assertThat(defined).contains(pool.resolve(volume).toString());
    }
    assertThat(defined).doesNotContain(folder.toString());
    assertThat(pool.resolve(volumes().stream().filter(name -> name.startsWith("web1-vda-")).findFirst().orElseThrow()))
        .hasSameBinaryContentAs(report.files().plan().disks().get(0).result().file());
    assertThat(trial().migration().copied()).hasSize(4);
    assertThat(trial().store.plan(trial().migration())).isEqualTo(report.files().plan());
    assertThat(trial().steps).anyMatch(step -> step.startsWith("copying web1-"));
  }

  @Test
  void journalTellsOfEachCopyBeforeAndAfter() {
    trial().apply(plan("images"));

    assertThat(trial().migration().lines().stream().map(line -> line.entry().getClass().getSimpleName())
        .filter(step -> step.startsWith("Cop") || step.startsWith("Def") || step.equals("FilesMade")))
        .containsExactly("FilesMade", "Copying", "Copied", "Copying", "Copied", "Copying", "Copied", "Copying", "Copied",
            "Defining", "Defined");
    assertThat(trial().migration().copying()).extracting(Copying::volume)
        .containsExactlyElementsOf(trial().migration().copied().stream().map(Copied::volume).toList());
  }

  @Test
  void rollbackRemovesItsCopiesAndNobodyElses() throws IOException {
    Map<String, String> before = trial().guest.files();
    trial().apply(plan("images"));

    trial().migrations().rollback("web1");

    assertThat(volumes()).isEmpty();
    assertThat(pool.resolve("web1-vda.qcow2")).hasContent("somebody else's");
    assertThat(trial().host().list()).isEmpty();
    assertThat(trial().guest.files()).isEqualTo(before);
  }

  /** A gate that lets nothing pass any more, not even the undoing, leaves what a kill leaves on the host. */
  @Test
  void whateverEndsItWhileCopyingRollbackRemovesAllCopies() throws IOException {
    Map<String, String> before = trial().guest.files();
    MigrationPlan plan = plan("images");
    int event = 1;
    boolean volumesSeen = false;
    while (endsAt(plan, event)) {
      volumesSeen |= !volumes().isEmpty();
      trial().migrations().rollback("web1");
      assertThat(volumes()).as("after event %d", event).isEmpty();
      assertThat(trial().host().list()).as("after event %d", event).isEmpty();
      assertThat(trial().guest.files()).as("after event %d", event).isEqualTo(before);
      event++;
    }
    assertThat(event).as("events of four copies and a definition").isEqualTo(4 * 4 + 4 + 1);
    assertThat(volumesSeen).isTrue();
  }

  /** Returns whether an apply ended at an event of its copying or defining. */
  private boolean endsAt(MigrationPlan plan, int event) {
    MigrationStore store = new MigrationStore(
        folder.resolve(SourceGuest.STATE), SourceGuest.VERSION, Clock.systemUTC(), new ClosingGate(event));
    Migrations migrations = new Migrations(store, uri -> trial().host(),
        new PlanExecutor(trial().memory, new QemuImg(), (name, step) -> {}), new QemuImg(), (name, step) -> {}, () -> false);
    try {
      migrations.apply(plan, KeyRing.empty());
      return false;
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessage("closed");
      return true;
    }
  }

  private static final class ClosingGate implements JournalGate {
    private int left;

    ClosingGate(int events) {
      left = events;
    }

    @Override
    public void before(JournalEntry entry) {
      pass(entry);
    }

    @Override
    public void after(JournalEntry entry) {
      pass(entry);
    }

    private void pass(JournalEntry entry) {
      boolean counted = entry instanceof Copying || entry instanceof Copied || entry instanceof Defining
          || entry instanceof Defined;
      if (left == 0 || (counted && --left == 0)) {
        throw new IllegalStateException("closed");
      }
    }
  }

  @Test
  void guestThatDoesNotComeUpLeavesNothingThere() throws IOException {
    Map<String, String> before = trial().guest.files();
    trial().inside().atRun(web1 -> web1.writes("Kernel panic - not syncing\n"));
    MigrationPlan plan = plan("images");

    assertThat(failure(() -> trial().apply(plan)).reason()).isEqualTo(Reason.FAILED);

    assertThat(volumes()).isEmpty();
    assertThat(trial().guest.files()).isEqualTo(before);
    assertThat(trial().migration().state()).isEqualTo(MigrationState.UNDONE);
  }

  @Test
  void commitRemovesWhatWasMadeHereAndKeepsWhatIsThere() throws IOException {
    Map<String, String> before = trial().guest.files();
    trial().apply(plan("images"));

    trial().migrations().commit("web1", true);

    assertThat(trial().guest.files()).isEqualTo(before);
    assertThat(volumes()).hasSize(4);
    assertThat(trial().host().state("web1")).isEqualTo(DomainState.RUNNING);
    assertThat(trial().migration().state()).isEqualTo(MigrationState.COMMITTED);
  }

  @Test
  void poolThatIsNotThereRefusesBeforeAnythingIsMade() {
    Map<String, String> before = trial().guest.files();
    MigrationPlan plan = plan("nowhere");

    MigrationException refused = failure(() -> trial().apply(plan));

    assertThat(refused.reason()).isEqualTo(Reason.REFUSED);
    assertThat(refused.advice()).contains("pool-create-as nowhere");
    assertThat(trial().guest.files()).isEqualTo(before);
  }

  @Test
  void overlayIsNotCopiedAlone() {
    assertThatIllegalArgumentException().isThrownBy(() ->
        trial().plan(KeepChoice.OVERLAY, Optional.of(Trial.running(Mode.START).copyingTo("images"))));
  }
}
