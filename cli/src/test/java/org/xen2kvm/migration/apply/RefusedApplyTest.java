package org.xen2kvm.migration.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.xen2kvm.migration.apply.Applies.QUIET;
import static org.xen2kvm.migration.apply.Applies.UNWRITTEN;
import static org.xen2kvm.migration.apply.Applies.executor;
import static org.xen2kvm.migration.apply.Applies.failure;
import static org.xen2kvm.migration.apply.Applies.plan;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;

/** What an apply refuses before it makes anything. */
final class RefusedApplyTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aSecondApplySaysSoAndLeavesTheFirstResult() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    executor(MemoryGuest.tree("debian12")).apply(plan, KeyRing.empty(), UNWRITTEN);
    Map<String, String> first = guest.files();
    MemoryGuest memory = MemoryGuest.tree("debian12");

    MigrationException again = failure(executor(memory), plan);
    MigrationException planned = catchThrowableOfType(MigrationException.class, () -> executor(memory).planAndApply(
        SourceGuest.planner(memory, KeepChoice.OVERLAY), guest.source(), shown -> {}, UNWRITTEN));

    assertThat(again.reason()).isEqualTo(Reason.TAKEN);
    assertThat(again).hasMessageContaining("has been migrated before");
    assertThat(planned.reason()).isEqualTo(Reason.TAKEN);
    assertThat(memory.written()).isEmpty();
    assertThat(guest.files()).isEqualTo(first);
  }

  @Test
  void aChangedDiskMakesThePlanStale() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    try (RandomAccessFile image = new RandomAccessFile(guest.images().get(1).toFile(), "rw")) {
      image.write(1);
    }
    Map<String, String> before = guest.files();

    MigrationException stale = failure(executor(MemoryGuest.tree("debian12")), plan);

    assertThat(stale.reason()).isEqualTo(Reason.STALE);
    assertThat(stale).hasMessageContaining("web1-b.img");
    assertThat(guest.files()).isEqualTo(before);
    Files.delete(guest.images().get(1));
    assertThat(failure(executor(MemoryGuest.tree("debian12")), plan).reason()).isEqualTo(Reason.STALE);
  }

  @Test
  void aChangedFileInTheGuestMakesThePlanStale() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    Map<String, String> before = guest.files();
    MemoryGuest memory = new MemoryGuest(() ->
        GuestTrees.all().get("debian12").get().file("/etc/fstab", "/dev/xvda1 / ext4 noatime 0 0\n").filesystem());

    MigrationException stale = failure(executor(memory), plan);

    assertThat(stale.reason()).isEqualTo(Reason.STALE);
    assertThat(stale).hasMessageContaining("/etc/fstab");
    assertThat(guest.files()).isEqualTo(before);
  }

  @Test
  void aRefusedPlanIsNotApplied() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan refused =
        SourceGuest.planner(new MemoryGuest(DirectoryFilesystem::inMemory), KeepChoice.OVERLAY).plan(guest.source());
    Map<String, String> before = guest.files();
    List<MigrationPlan> shown = new ArrayList<>();
    MemoryGuest memory = new MemoryGuest(DirectoryFilesystem::inMemory);

    assertThat(refused.isRefused()).isTrue();
    assertThat(failure(executor(memory), refused).reason()).isEqualTo(Reason.REFUSED);
    assertThat(catchThrowableOfType(MigrationException.class, () -> executor(memory).planAndApply(
        SourceGuest.planner(memory, KeepChoice.OVERLAY), guest.source(), shown::add, UNWRITTEN)).reason()).isEqualTo(Reason.REFUSED);
    assertThat(shown).singleElement().satisfies(plan -> assertThat(plan.isRefused()).isTrue());
    assertThat(guest.files()).isEqualTo(before);
  }

  @Test
  void aFullHostIsToldBeforeAnythingIsMade() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.FLATTEN);
    Map<String, String> before = guest.files();
    // The image holds 1 MiB, which a new image takes beside the overlay.
    long need = (256L << 20) + (1L << 20);

    MigrationException full = failure(
        new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), QUIET, store -> need - 1), plan);

    assertThat(full.reason()).isEqualTo(Reason.FAILED);
    assertThat(full).hasMessageContaining("only 256 MiB free in ").hasMessageEndingWith("257 MiB may be needed");
    assertThat(guest.files()).isEqualTo(before);
    new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), QUIET, store -> need).apply(plan, KeyRing.empty(), UNWRITTEN);
  }
}
