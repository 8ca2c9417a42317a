package org.xen2kvm.migration.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.guestfix.inspect.KeyRing;
import org.xen2kvm.guestfix.plan.GuestAction;
import org.xen2kvm.guestfix.plan.GuestAction.AppendToInitramfs;
import org.xen2kvm.guestfix.plan.GuestAction.ChangeLink;
import org.xen2kvm.guestfix.plan.GuestAction.MakeDirectory;
import org.xen2kvm.guestfix.plan.GuestAction.WriteFile;
import org.xen2kvm.migration.GuestFiles;
import org.xen2kvm.migration.GuestSource;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.WorkFile;

/** Plans applied to real images by real qemu-img, with a made-up guest inside. */
final class PlanExecutorTest {
  private static final ApplyListener QUIET = (guest, what) -> {};

  @TempDir private Path folder = Path.of("");

  private static PlanExecutor executor(MemoryGuest memory) {
    return new PlanExecutor(memory, new QemuImg(), QUIET);
  }

  private static MigrationPlan plan(SourceGuest guest, KeepChoice keep) {
    return SourceGuest.planner(MemoryGuest.tree("debian12"), keep).plan(guest.source());
  }

  private static MigrationException failure(PlanExecutor executor, MigrationPlan plan) {
    return catchThrowableOfType(MigrationException.class, () -> executor.apply(plan, KeyRing.empty()));
  }

  // ---- what it does

  @Test
  void doesInsideTheGuestExactlyWhatThePlanSays() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    MemoryGuest memory = MemoryGuest.tree("debian12");

    executor(memory).apply(plan, KeyRing.empty());

    TreeSet<String> planned = new TreeSet<>();
    for (GuestAction action : plan.fixes().actions()) {
      planned.add(path(action).value());
      if (action instanceof WriteFile write) {
        assertThat(memory.result().read(write.path(), 1 << 20)).isEqualTo(write.after().encode());
      }
    }
    DirectoryFilesystem before = GuestTrees.all().get("debian12").get().filesystem();
    assertThat(GuestFiles.changed(before, memory.result())).isEqualTo(planned).isNotEmpty();
  }

  private static GuestPath path(GuestAction action) {
    if (action instanceof WriteFile write) {
      return write.path();
    } else if (action instanceof ChangeLink change) {
      return change.path();
    } else if (action instanceof MakeDirectory make) {
      return make.path();
    } else if (action instanceof AppendToInitramfs append) {
      return append.initramfs();
    }
    throw new IllegalArgumentException("this guest needs no " + action);
  }

  @ParameterizedTest
  @EnumSource(names = {"OVERLAY", "FLATTEN"})
  void makesWhatThePlanNamesAndNothingElse(KeepChoice keep) throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 2);
    Map<String, String> before = guest.files();
    MigrationPlan plan = plan(guest, keep);

    ApplyReport report = executor(MemoryGuest.tree("debian12")).apply(plan, KeyRing.empty());

    Map<String, String> after = guest.files();
    assertThat(after).containsAllEntriesOf(before);
    TreeSet<String> made = new TreeSet<>(after.keySet());
    made.removeAll(before.keySet());
    assertThat(made).isEqualTo(new TreeSet<>(plan.newFiles().stream().map(file -> folder.relativize(file).toString()).toList()));
    for (Path file : plan.newFiles()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as("%s", file).isEqualTo("rw-------");
    }
    assertThat(report.definition()).contains(folder.resolve("web1.xen2kvm.xml"));
    assertThat(Files.readString(folder.resolve("web1.xen2kvm.xml"))).isEqualTo(plan.definition().orElseThrow().domain());
    QemuImg qemuImg = new QemuImg();
    for (int disk = 0; disk < 2; disk++) {
      DiskImage result = report.images().get(disk);
      assertThat(qemuImg.check(result)).isEmpty();
      assertThat(qemuImg.same(result, new DiskImage(guest.images().get(disk), DiskFormat.RAW))).isTrue();
      assertThat(qemuImg.chain(result)).hasSize(keep == KeepChoice.FLATTEN ? 1 : 2);
    }
  }

  @Test
  void copiesTheFixedKernelAndInitramfsOut() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MemoryGuest memory = MemoryGuest.tree("debian12");

    executor(memory).apply(plan(guest, KeepChoice.OVERLAY), KeyRing.empty());

    assertThat(Files.readAllBytes(folder.resolve("web1.xen2kvm.initrd")))
        .isEqualTo(memory.result().read(GuestPath.of("/boot/initrd.img-6.1.0-31-amd64"), 1 << 20));
    assertThat(Files.readAllBytes(folder.resolve("web1.xen2kvm.vmlinuz")))
        .isEqualTo(memory.result().read(GuestPath.of("/boot/vmlinuz-6.1.0-31-amd64"), 1 << 20));
  }

  @Test
  void opensNoSourceDiskForWritingNotEvenOneThatTheGuestOnlyReads() {
    SourceGuest guest = SourceGuest.in(folder, 2);
    String definition =
        guest.definition().replace("<target dev='xvdb' bus='xen'/>", "<target dev='xvdb' bus='xen'/><readonly/>");
    MemoryGuest memory = MemoryGuest.tree("debian12");

    ApplyReport report = executor(memory).planAndApply(
        SourceGuest.planner(memory, KeepChoice.OVERLAY), SourceGuest.source(definition), plan -> {});

    assertThat(memory.written()).hasSize(1);
    assertThat(memory.written().get(0)).hasSize(2)
        .allSatisfy(image -> assertThat(image.toString()).endsWith(".qcow2.xen2kvm.part"));
    assertThat(report.images()).extracting(DiskImage::file)
        .containsExactly(folder.resolve("web1-xvda.xen2kvm.qcow2"), guest.images().get(1));
    assertThat(folder.resolve("web1-xvdb.xen2kvm.qcow2")).doesNotExist();
  }

  @Test
  void commitWritesTheOverlayIntoTheDisk() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.COMMIT);
    byte[] before = Files.readAllBytes(guest.images().get(0));
    // A byte of the guest's, written as an appliance would.
    PlanExecutor executor = new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), (name, step) -> {
      if (step.equals("checking the overlays")) {
        run("qemu-io", "-f", "qcow2", "-c", "write -P 0x5a 4096 512",
            WorkFile.unfinished(folder.resolve("web1-xvda.xen2kvm.qcow2")).toString());
      }
    });

    ApplyReport report = executor.apply(plan, KeyRing.empty());

    byte[] after = Files.readAllBytes(guest.images().get(0));
    assertThat(after).hasSameSizeAs(before);
    assertThat(after[4096]).isEqualTo((byte) 0x5a);
    after[4096] = before[4096];
    System.arraycopy(before, 4096, after, 4096, 512);
    assertThat(after).isEqualTo(before);
    assertThat(report.images()).extracting(DiskImage::file).containsExactly(guest.images().get(0));
    assertThat(guest.files().keySet()).noneMatch(name -> name.contains("qcow2"));
  }

  private static void run(String... argv) {
    try {
      Process process =
          new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      assertThat(process.waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void planAndApplyIsWhatPlanAndThenApplyIs() {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan before = plan(guest, KeepChoice.OVERLAY);
    List<MigrationPlan> shown = new ArrayList<>();
    MemoryGuest memory = MemoryGuest.tree("debian12");

    ApplyReport report = executor(memory).planAndApply(
        SourceGuest.planner(memory, KeepChoice.OVERLAY), guest.source(), shown::add);

    assertThat(report.plan()).isEqualTo(before);
    assertThat(shown).containsExactly(before);
    assertThat(memory.written()).hasSize(1);
    assertThat(memory.read()).isEmpty();
  }

  @Test
  void aSecondPlanOnTheResultHasNothingToDoInside() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MemoryGuest memory = MemoryGuest.tree("debian12");
    ApplyReport report = executor(memory).apply(plan(guest, KeepChoice.OVERLAY), KeyRing.empty());
    String definition = guest.definition().replace(guest.images().get(0).toString(), report.images().get(0).toString())
        .replace("type='raw'", "type='qcow2'").replace("<name>web1<", "<name>again<");

    MigrationPlan again = SourceGuest.planner(MemoryGuest.of(memory.result()), KeepChoice.OVERLAY)
        .plan(SourceGuest.source(definition));

    assertThat(again.isRefused()).as("%s", again.fixes().findings()).isFalse();
    assertThat(again.fixes().actions()).isEmpty();
  }

  @Test
  void windowsGetsItsDefinitionAlone() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    Map<String, String> before = guest.files();
    MemoryGuest memory = new MemoryGuest(() ->
        DirectoryFilesystem.inMemory().with("/Windows/System32/config/SYSTEM", "regf")).ofType("ntfs");
    GuestSource source = SourceGuest.source(guest.fullyVirtual());

    ApplyReport report = executor(memory).planAndApply(SourceGuest.planner(memory, KeepChoice.OVERLAY), source, plan -> {});

    assertThat(report.images()).extracting(DiskImage::file).containsExactly(guest.images().get(0));
    assertThat(guest.files()).containsAllEntriesOf(before).hasSize(before.size() + 1).containsKey("web1.xen2kvm.xml");
    Files.delete(folder.resolve("web1.xen2kvm.xml"));
    MemoryGuest unopened = new MemoryGuest(() -> DirectoryFilesystem.inMemory());
    executor(unopened).apply(report.plan(), KeyRing.empty());
    assertThat(unopened.written()).isEmpty();
    assertThat(guest.files()).containsAllEntriesOf(before).hasSize(before.size() + 1);
  }

  @Test
  void makesTheFolderThatThePlanNames() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    Path work = folder.resolve("new/work");
    MemoryGuest memory = MemoryGuest.tree("debian12");
    MigrationPlan plan =
        SourceGuest.planner(memory, SourceGuest.options(KeepChoice.OVERLAY, Optional.of(work))).plan(guest.source());
    assertThat(work).doesNotExist();
    Map<String, String> before = guest.files();

    assertThat(failure(executor(MemoryGuest.tree("debian12").failingAt(1)), plan).reason()).isEqualTo(Reason.FAILED);
    assertThat(guest.files()).isEqualTo(before);
    executor(memory).apply(plan, KeyRing.empty());

    assertThat(work.resolve("web1-xvda.xen2kvm.qcow2")).exists();
  }

  // ---- what it refuses

  @Test
  void aSecondApplySaysSoAndLeavesTheFirstResult() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    executor(MemoryGuest.tree("debian12")).apply(plan, KeyRing.empty());
    Map<String, String> first = guest.files();
    MemoryGuest memory = MemoryGuest.tree("debian12");

    MigrationException again = failure(executor(memory), plan);
    MigrationException planned = catchThrowableOfType(MigrationException.class, () -> executor(memory).planAndApply(
        SourceGuest.planner(memory, KeepChoice.OVERLAY), guest.source(), shown -> {}));

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
        SourceGuest.planner(memory, KeepChoice.OVERLAY), guest.source(), shown::add)).reason()).isEqualTo(Reason.REFUSED);
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
    assertThat(full).hasMessageContaining("MiB free");
    assertThat(guest.files()).isEqualTo(before);
    new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), QUIET, store -> need).apply(plan, KeyRing.empty());
  }

  // ---- failures

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
        executor(memory).apply(plan, KeyRing.empty());
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
        if (heard.size() == at) {
          steps.add(step);
          throw new UncheckedIOException(new IOException("made to fail"));
        }
        heard.add(step);
      });
      boolean last = false;
      try {
        executor.apply(plan, KeyRing.empty());
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
  private PlanExecutor meddling(String at, Path file, Meddling meddling) {
    return new PlanExecutor(MemoryGuest.tree("debian12"), new QemuImg(), (name, step) -> {
      if (step.equals(at)) {
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
        meddling("making overlays", guest.images().get(1), image -> Files.move(image, aside)), plan);

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

    MigrationException failure = failure(meddling("checking the overlays", second, PlanExecutorTest::damage), plan);

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
        failure(meddling("putting the result in its place", second, file -> Files.writeString(file, "mine")), plan);

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

    assertThat(failure(meddling("writing new images", second, PlanExecutorTest::damage), plan).reason()).isEqualTo(Reason.FAILED);
    assertThat(guest.files()).isEqualTo(before);
  }

  @Test
  void aFailedCommitKeepsTheOverlaysThatAreLeftAndSaysHowToEndIt() {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan plan = plan(guest, KeepChoice.COMMIT);
    Path second = folder.resolve("web1-xvdb.xen2kvm.qcow2");

    MigrationException failure =
        failure(meddling("writing the overlays into the disks", second, PlanExecutorTest::damage), plan);

    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(failure.advice()).contains("qemu-img commit -f qcow2").contains(second.toString()).doesNotContain("xvda");
    assertThat(second).exists();
    assertThat(failure(executor(MemoryGuest.tree("debian12")), plan).reason()).isIn(Reason.TAKEN, Reason.STALE);
    assertThat(second).exists();
  }

  @Test
  void aDiskThatChangesMeanwhileIsNotCommittedTo() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.COMMIT);

    MigrationException failure = failure(meddling("writing the overlays into the disks", guest.images().get(0), image -> {
      try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
        file.write(7);
      }
    }), plan);

    assertThat(failure.reason()).isEqualTo(Reason.STALE);
    assertThat(guest.files().keySet()).containsExactlyInAnyOrder("", "web1-a.img");
  }

  // ---- other applies

  @Test
  void whatAKilledApplyLeftIsRemovedByTheNext() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    for (Path file : plan.newFiles()) {
      Files.writeString(WorkFile.unfinished(file), "half");
      Files.writeString(WorkFile.lock(file), "");
    }
    Path other = Files.writeString(folder.resolve("other.part"), "somebody else's");

    executor(MemoryGuest.tree("debian12")).apply(plan, KeyRing.empty());

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

    executor(MemoryGuest.tree("debian12")).apply(plan, KeyRing.empty());

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
          if (step.equals("checking the overlays")) {
            Thread.currentThread().interrupt();
          }
        }), plan);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(guest.files()).isEqualTo(before);
  }
}
