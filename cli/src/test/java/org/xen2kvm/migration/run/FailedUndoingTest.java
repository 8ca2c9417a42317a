package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xen2kvm.migration.run.Trial.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.apply.PlanExecutor;
import org.xen2kvm.migration.journal.JournalEntry;
import org.xen2kvm.migration.journal.JournalGate;
import org.xen2kvm.migration.journal.MigrationStore;
import org.xen2kvm.migration.plan.RunPlan.Mode;
import org.xen2kvm.migration.progress.ApplyListener;
import org.xen2kvm.migration.progress.Step.Phase;

/** An apply that fails and cannot be undone: what is thrown is why it failed, and with it goes what could not be undone. */
final class FailedUndoingTest {
  @TempDir private Path folder = Path.of("");

  private Trial trial = new Trial(folder, 0);

  @BeforeEach
  void makeGuest() {
    trial = new Trial(folder, 1);
  }

  private interface Meddling {
    void now() throws IOException;
  }

  private static void unchecked(Meddling meddling) {
    try {
      meddling.now();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies, and does something as soon as the journal says that all is undone now. */
  private void apply(ApplyListener listener, Meddling atUndoing) {
    MigrationStore store = new MigrationStore(
        folder.resolve(SourceGuest.STATE), SourceGuest.VERSION, Clock.systemUTC(), new JournalGate() {
          @Override
          public void after(JournalEntry entry) {
            if (entry instanceof JournalEntry.Undoing) {
              unchecked(atUndoing);
            }
          }
        });
    new Migrations(store, uri -> trial.host(), new PlanExecutor(trial.memory, new QemuImg(), listener), new QemuImg(), listener,
        () -> false).apply(trial.plan(Mode.START), KeyRing.empty());
  }

  private static void full() throws IOException {
    throw new IOException("No space left on device");
  }

  @Test
  void whatTheListenerThrowsIsThrownWithIt() {
    UncheckedIOException thrown = new UncheckedIOException(new IOException("the terminal is gone"));

    Throwable failure = catchThrowableOfType(Throwable.class, () -> apply((name, step) -> {
      if (step.phase() == Phase.DEFINING) {
        throw thrown;
      }
    }, FailedUndoingTest::full));

    assertThat(failure).isSameAs(thrown);
    assertThat(failure.getSuppressed()).singleElement().asString().contains("No space left on device");
  }

  @Test
  void whatTheListenerThrowsStandsInTheJournal() {
    catchThrowableOfType(Throwable.class, () -> apply((name, step) -> {
      if (step.phase() == Phase.DEFINING) {
        throw new UncheckedIOException(new IOException("the terminal is gone"));
      }
    }, () -> { }));

    assertThat(trial.migration().failure()).hasValueSatisfying(why -> assertThat(why).contains("the terminal is gone"));
  }

  @Test
  void whatTheHostRefusesIsThrownWithIt() {
    MigrationException failure = failure(() -> apply((name, step) -> {
      if (step.phase() == Phase.DEFINING) {
        trial.host().define("<domain type='qemu'><name>web1</name></domain>");
      }
    }, FailedUndoingTest::full));

    assertThat(failure).hasMessageStartingWith("libvirt: ");
    assertThat(failure.getSuppressed()).singleElement().asString().contains("No space left on device");
  }

  @Test
  void aJournalThatCannotBeReadToUndoItDoesNotHideWhyTheGuestFailed() {
    trial.inside().atRun(web1 -> web1.writes("Kernel panic - not syncing: no init\n"));

    MigrationException failure = failure(() -> apply(
        (name, step) -> { }, () -> Files.write(folder.resolve(SourceGuest.STATE).resolve("web1/journal.jsonl"), new byte[0])));

    assertThat(failure).hasMessageStartingWith("The guest did not come up");
    assertThat(failure.getSuppressed()).singleElement().asString().contains("The journal is empty");
  }
}
