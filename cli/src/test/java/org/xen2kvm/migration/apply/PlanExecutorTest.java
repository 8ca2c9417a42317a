package org.xen2kvm.migration.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xen2kvm.migration.apply.Applies.UNWRITTEN;
import static org.xen2kvm.migration.apply.Applies.executor;
import static org.xen2kvm.migration.apply.Applies.failure;
import static org.xen2kvm.migration.apply.Applies.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xen2kvm.file.WorkFile;
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
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;

/** Plans applied to real images by real qemu-img, with a made-up guest inside: what comes of it. */
final class PlanExecutorTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void doesInsideTheGuestExactlyWhatThePlanSays() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MigrationPlan plan = plan(guest, KeepChoice.OVERLAY);
    MemoryGuest memory = MemoryGuest.tree("debian12");

    executor(memory).apply(plan, KeyRing.empty(), UNWRITTEN);

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

    ApplyReport report = executor(MemoryGuest.tree("debian12")).apply(plan, KeyRing.empty(), UNWRITTEN);

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

    executor(memory).apply(plan(guest, KeepChoice.OVERLAY), KeyRing.empty(), UNWRITTEN);

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
        SourceGuest.planner(memory, KeepChoice.OVERLAY), SourceGuest.source(definition), plan -> {}, UNWRITTEN);

    assertThat(memory.written()).hasSize(1);
    assertThat(memory.written().get(0)).hasSize(2)
        .allSatisfy(image -> assertThat(image.toString()).endsWith(".qcow2.xen2kvm.part"));
    assertThat(report.images()).extracting(DiskImage::file)
        .containsExactly(folder.resolve("web1-xvda.xen2kvm.qcow2"), guest.images().get(1));
    assertThat(folder.resolve("web1-xvdb.xen2kvm.qcow2")).doesNotExist();
  }

  @Test
  void planAndApplyIsWhatPlanAndThenApplyIs() {
    SourceGuest guest = SourceGuest.in(folder, 2);
    MigrationPlan before = plan(guest, KeepChoice.OVERLAY);
    List<MigrationPlan> shown = new ArrayList<>();
    MemoryGuest memory = MemoryGuest.tree("debian12");

    ApplyReport report = executor(memory).planAndApply(
        SourceGuest.planner(memory, KeepChoice.OVERLAY), guest.source(), shown::add, UNWRITTEN);

    assertThat(report.plan()).isEqualTo(before);
    assertThat(shown).containsExactly(before);
    assertThat(memory.written()).hasSize(1);
    assertThat(memory.read()).isEmpty();
  }

  @Test
  void aSecondPlanOnTheResultHasNothingToDoInside() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    MemoryGuest memory = MemoryGuest.tree("debian12");
    ApplyReport report = executor(memory).apply(plan(guest, KeepChoice.OVERLAY), KeyRing.empty(), UNWRITTEN);
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

    ApplyReport report = executor(memory).planAndApply(SourceGuest.planner(memory, KeepChoice.OVERLAY), source, plan -> {}, UNWRITTEN);

    assertThat(report.images()).extracting(DiskImage::file).containsExactly(guest.images().get(0));
    assertThat(guest.files()).containsAllEntriesOf(before).hasSize(before.size() + 1).containsKey("web1.xen2kvm.xml");
    Files.delete(folder.resolve("web1.xen2kvm.xml"));
    MemoryGuest unopened = new MemoryGuest(() -> DirectoryFilesystem.inMemory());
    executor(unopened).apply(report.plan(), KeyRing.empty(), UNWRITTEN);
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
    executor(memory).apply(plan, KeyRing.empty(), UNWRITTEN);

    assertThat(work.resolve("web1-xvda.xen2kvm.qcow2")).exists();
  }
}
