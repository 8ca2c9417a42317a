package org.xen2kvm.migration.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.migration.host.local.LocalHost.TrialImage;
import org.xen2kvm.migration.host.local.ProgramAnswer.Outcome;

/** Files and programs of the machine that the tests run on. */
final class ThisMachineTest {
  private static final Duration AMPLE = Duration.ofMinutes(2);

  @TempDir private Path dir = Path.of("");

  private final LocalHost machine = new ThisMachine();

  @Test
  void aProgramIsRunWithoutAShell() {
    ProgramAnswer answer = machine.run(List.of("echo", "$HOME; `id`"), AMPLE, "");

    assertThat(answer).isEqualTo(new ProgramAnswer(Outcome.ENDED, 0, "$HOME; `id`\n"));
    assertThat(answer.succeeded()).isTrue();
  }

  @Test
  void errorsAndStatusAreHeard() {
    ProgramAnswer answer = machine.run(List.of("ls", "/no/such/file"), AMPLE, "");

    assertThat(answer.outcome()).isEqualTo(Outcome.ENDED);
    assertThat(answer.status()).isNotZero();
    assertThat(answer.lastLine()).contains("/no/such/file");
  }

  @Test
  void aProgramIsEndedWhenItHasSaidWhatIsWaitedFor() {
    assertThat(machine.run(List.of("sh", "-c", "echo ready; exec sleep 600"), AMPLE, "ready").outcome()).isEqualTo(Outcome.SAID);
  }

  @Test
  void aProgramIsEndedWhenItTakesTooLong() {
    assertThat(machine.run(List.of("sleep", "600"), Duration.ofMillis(50), "").outcome()).isEqualTo(Outcome.TIMED_OUT);
  }

  @Test
  void aProgramThatIsNotThereIsAbsent() {
    assertThat(machine.run(List.of("no-such-program-at-all"), AMPLE, "")).isEqualTo(ProgramAnswer.absent());
    assertThat(machine.run(List.of("/no/such/program"), AMPLE, "")).isEqualTo(ProgramAnswer.absent());
  }

  @Test
  void theWayIntoAFolderIsLookedAt() throws IOException {
    Path closed = Files.createDirectories(dir.resolve("closed/images")).getParent();
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));

    assertThat(machine.folder(dir).closed()).isEmpty();
    assertThat(machine.folder(closed.resolve("images")).closed()).contains(closed.toRealPath());
    assertThat(machine.folder(dir).free()).isPositive();
    assertThat(machine.folder(dir.resolve("none")).exists()).isFalse();
  }

  @Test
  void nothingIsLeftOfATrial() throws IOException {
    Path file;
    try (TrialImage image = machine.trialImage(new byte[] {1, 2}, 4096)) {
      file = image.file();
      assertThat(Files.readAllBytes(file)).hasSize(4096).startsWith(1, 2, 0);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void whatCannotBeReadIsEmpty() {
    assertThat(machine.read(dir.toString())).isEmpty();
    assertThat(machine.read(dir.resolve("none").toString())).isEmpty();
    assertThat(machine.names(dir.resolve("none").toString())).isEmpty();
    assertThat(machine.read("/proc/self/status")).isPresent();
  }
}
