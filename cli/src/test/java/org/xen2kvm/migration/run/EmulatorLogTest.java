package org.xen2kvm.migration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.migration.run.Trial.failure;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.RunPlan.Mode;

/** What is taken from an emulator's log when a guest does not come up: libvirt appends to the log of earlier starts. */
final class EmulatorLogTest {
  private static final String OLD = "qemu-system-x86_64: Failed to get \"write\" lock\n";
  private static final String OURS = "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory\n";

  @TempDir private Path folder = Path.of("");

  private MigrationException failed(String before, String during) throws IOException {
    Trial trial = new Trial(folder, 1);
    Path logs = Files.createDirectories(folder.resolve(SourceGuest.STATE).resolve("logs"));
    trial.host().logInto(logs);
    if (!before.isEmpty()) {
      Trial.write(logs.resolve("web1.log"), before);
    }
    trial.inside().atRun(web1 -> {
      if (!during.isEmpty()) {
        Trial.write(logs.resolve("web1.log"), during);
      }
      web1.switchesOff();
    });
    return failure(() -> trial.apply(trial.plan(Mode.START)));
  }

  @Test
  void whatThisStartSaidIsToldAndExplained() throws IOException {
    MigrationException failure = failed("", OURS);

    assertThat(failure.details()).contains("emulator's log:\n" + OURS);
    assertThat(failure.advice()).contains("xen2kvm explain memory-short");
  }

  @Test
  void whatAnEarlierStartSaidIsNeitherToldNorExplained() throws IOException {
    MigrationException failure = failed(OLD, OURS);

    assertThat(failure.details()).contains(OURS).doesNotContain("lock");
    assertThat(failure.advice()).contains("xen2kvm explain memory-short").doesNotContain("image-locked");
  }

  @Test
  void anEarlierStartAloneExplainsNothing() throws IOException {
    MigrationException failure = failed(OLD, "");

    assertThat(failure.details()).doesNotContain("lock");
    assertThat(failure.advice()).isEmpty();
  }

  @Test
  void theWholeLogStaysBesideTheJournalAsFarAsItIsOfThisStart() throws IOException {
    failed(OLD, OURS);

    assertThat(folder.resolve(SourceGuest.STATE).resolve("web1/emulator.log")).hasContent(OURS);
  }

  @Test
  void ofALogOfGigabytesTheEndIsRead() throws IOException {
    Trial trial = new Trial(folder, 1);
    Path log = Files.createDirectories(folder.resolve(SourceGuest.STATE).resolve("logs")).resolve("web1.log");
    trial.host().logInto(log.resolveSibling("."));
    trial.inside().atRun(web1 -> {
      try (RandomAccessFile sparse = new RandomAccessFile(log.toFile(), "rw")) {
        sparse.setLength(3L << 30);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Trial.write(log, "\n" + OURS);
      web1.switchesOff();
    });

    MigrationException failure = failure(() -> trial.apply(trial.plan(Mode.START)));

    assertThat(failure.advice()).contains("xen2kvm explain memory-short");
    assertThat(folder.resolve(SourceGuest.STATE).resolve("web1/emulator.log")).hasSize(1 << 20);
  }
}
