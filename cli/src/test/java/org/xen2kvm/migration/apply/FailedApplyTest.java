package org.xen2kvm.migration.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.migration.apply.Applies.UNWRITTEN;
import static org.xen2kvm.migration.apply.Applies.executor;
import static org.xen2kvm.migration.apply.Applies.failure;
import static org.xen2kvm.migration.apply.Applies.plan;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.progress.Step.Phase;

/** What a failure leaves behind at each point of an apply: the source as it was, and nothing else. */
final class FailedApplyTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aFailureAtAnyCallOfTheApplianceLeavesNothingBehind() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    Map<String, String> before = guest.files();
    MemoryGuest memory = MemoryGuest.tree("debian12");
    int call = 0;
    boolean failed = true;
    while (failed) {
      call++;
      memory.failingAt(call);
      try {
        executor(memory).apply(plan, KeyRing.empty(), UNWRITTEN);
        failed = false;
      } catch (MigrationException e) {
        assertThat(e.reason()).as("call %s: %s", call, e.getMessage()).isEqualTo(Reason.FAILED);
        assertThat(guest.files()).as("after %s", e.getMessage()).isEqualTo(before);
      }
    }
    assertThat(call).isGreaterThan(plan.fixes().actions().size());
    assertThat(guest.files()).containsAllEntriesOf(before).containsKey("web1-xvda.xen2kvm.qcow2");
  }

  @ParameterizedTest
  @EnumSource(KeepChoice.class)
  void aFailureAtAnyStepLeavesNothingBehind(KeepChoice keep) {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan plan = plan(guest, keep);
    Map<String, String> before = guest.files();
    List<String> steps = new ArrayList<>();
    for (int failing = 0; failing == steps.size(); failing++) {
      int at = failing;
      List<String> heard = new ArrayList<>();
      PlanExecutor executor = new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), (name, step) -> {
        if (step.percent().isPresent()) {
          return;
        }
        if (heard.size() == at) {
          steps.add(step.what());
          throw new UncheckedIOException(new IOException("made to fail"));
        }
        heard.add(step.what());
      });
      boolean last = false;
      try {
        executor.apply(plan, KeyRing.empty(), UNWRITTEN);
        last = true;
      } catch (MigrationException e) {
        assertThat(e.reason()).isEqualTo(Reason.FAILED);
      }
      if (last) {
        break;
      }
      assertThat(guest.files()).as("after failing at %s", steps).isEqualTo(before);
    }
    assertThat(steps).hasSizeGreaterThanOrEqualTo(6).contains("making overlays", "opening the guest", "fixing the guest",
        "verifying the guest", "checking the overlays", "putting the result in its place");
  }

  @Test
  void anUncleanFilesystemFailsIt() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    Map<String, String> before = guest.files();

    MigrationException failure = failure(executor(MemoryGuest.tree("debian12").damaged("inode 12 is lost")), plan);

    assertThat(failure).hasMessageContaining("inode 12 is lost");
    assertThat(guest.files()).isEqualTo(before);
  }

  /** Does something to a file when a step begins. */
  private PlanExecutor meddling(Phase at, Path file, Meddling meddling) {
    return new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), (name, step) -> {
      if (step.phase() == at && step.percent().isEmpty()) {
        try {
          meddling.with(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    });
  }

  private interface Meddling {
    void with(Path file) throws IOException;
  }

  @Test
  void whenTheSecondOverlayCannotBeMadeTheFirstIsDropped() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    Map<String, String> before = guest.files();
    Path aside = folder.resolve("aside");

    MigrationException failure = failure(
        meddling(Phase.MAKING_OVERLAYS, guest.images().get(1), image -> Files.move(image, aside)), plan);

    Files.move(aside, guest.images().get(1));
    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(guest.files()).isEqualTo(before);
  }

  @Test
  void aDamagedOverlayFailsIt() {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    Map<String, String> before = guest.files();
    Path second = WorkFile.unfinished(folder.resolve("web1-xvdb.xen2kvm.qcow2"));

    MigrationException failure = failure(meddling(Phase.CHECKING, second, FailedApplyTest::damage), plan);

    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(guest.files()).isEqualTo(before);
  }

  /** Overwrites the head, so that it is no qcow2 image any more. */
  private static void damage(Path image) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.write(new byte[512]);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERLAY", "FLATTEN"})
  void whenTheSecondDiskCannotBePublishedTheFirstIsTakenBack(KeepChoice keep) throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan plan = plan(guest, keep);
    Map<String, String> before = guest.files();
    Path second = plan.newFiles().get(1);

    MigrationException failure =
        failure(meddling(Phase.PUBLISHING, second, file -> Files.writeString(file, "mine")), plan);

    assertThat(failure.reason()).isEqualTo(Reason.TAKEN);
    assertThat(Files.readString(second)).isEqualTo("mine");
    Files.delete(second);
    assertThat(guest.files()).isEqualTo(before);
  }

  @Test
  void aDanglingLinkInTheDefinitionsPlaceIsNotWrittenThrough() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    Path target = folder.resolve("elsewhere");
    Path link = Files.createSymbolicLink(folder.resolve("web1.xen2kvm.xml"), target);

    assertThat(failure(executor(MemoryGuest.tree("debian12")), plan).reason()).isEqualTo(Reason.TAKEN);
    assertThat(target).doesNotExist();
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void aFailedNewImageLeavesNothingBehind() {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan plan = plan(guest, KeepChoice.FLATTEN);
    Map<String, String> before = guest.files();
    Path second = WorkFile.unfinished(folder.resolve("web1-xvdb.xen2kvm.qcow2"));

    assertThat(failure(meddling(Phase.FLATTENING, second, FailedApplyTest::damage), plan).reason()).isEqualTo(Reason.FAILED);
    assertThat(guest.files()).isEqualTo(before);
  }
}
