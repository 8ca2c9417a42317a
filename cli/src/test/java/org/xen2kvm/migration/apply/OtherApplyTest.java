package org.xen2kvm.migration.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.migration.apply.Applies.UNWRITTEN;
import static org.xen2kvm.migration.apply.Applies.executor;
import static org.xen2kvm.migration.apply.Applies.failure;
import static org.xen2kvm.migration.apply.Applies.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.progress.Step.Phase;

/** What an apply makes of those before it and beside it. */
final class OtherApplyTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void whatAKilledApplyLeftIsRemovedByTheNext() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    for (Path file : plan.newFiles()) {
      Files.writeString(WorkFile.unfinished(file), "half");
      Files.writeString(WorkFile.lock(file), "");
    }
    Path other = Files.writeString(folder.resolve("other.part"), "somebody else's");

    executor(MemoryGuest.tree("debian12")).apply(plan, KeyRing.empty(), UNWRITTEN);

    assertThat(guest.files().keySet().stream().filter(name -> name.endsWith(".part"))).containsExactly("other.part");
    assertThat(other).hasContent("somebody else's");
    assertThat(new QemuImg().check(new DiskImage(folder.resolve("web1-xvda.xen2kvm.qcow2"), DiskFormat.QCOW2))).isEmpty();
  }

  @Test
  void aLinkInAPartsPlaceIsNotWrittenThrough() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    for (Path file : plan.newFiles()) {
      Files.createSymbolicLink(WorkFile.unfinished(file), precious);
    }

    executor(MemoryGuest.tree("debian12")).apply(plan, KeyRing.empty(), UNWRITTEN);

    assertThat(precious).hasContent("precious");
    for (Path file : plan.newFiles()) {
      assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
  }

  @Test
  void ofTwoAppliesAtOnceOneWins() throws InterruptedException, ExecutionException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Reason>> outcomes = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      outcomes.add(threads.submit(() -> {
        MigrationException failure = failure(executor(MemoryGuest.tree("debian12")), plan);
        return failure == null ? null : failure.reason();
      }));
    }
    List<Reason> reasons = new ArrayList<>();
    for (Future<Reason> outcome : outcomes) {
      reasons.add(outcome.get());
    }
    threads.shutdown();

    assertThat(reasons).containsExactlyInAnyOrder(null, Reason.TAKEN, Reason.TAKEN, Reason.TAKEN);
    assertThat(guest.files().keySet()).noneMatch(name -> name.endsWith(".part")).contains("web1-xvda.xen2kvm.qcow2");
  }

  @Test
  void anInterruptedApplyLeavesNothingBehind() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.FLATTEN);
    Map<String, String> before = guest.files();

    MigrationException failure = failure(
        new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), (name, step) -> {
          if (step.phase() == Phase.CHECKING) {
            Thread.currentThread().interrupt();
          }
        }), plan);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(guest.files()).isEqualTo(before);
  }
}
