package org.xen2kvm.migration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.migration.plan.DomainDefinition;
import org.xen2kvm.migration.plan.KeepChoice;
import org.xen2kvm.migration.plan.MigrationPlan;
import org.xen2kvm.migration.plan.PlannedDisk;
import org.xen2kvm.migration.plan.SourceDisk;

/** Plans of a made-up guest on real images. */
final class MigrationPlannerTest {
  @TempDir private Path folder = Path.of("");

  private static MigrationPlan plan(MemoryGuest guest, GuestSource source) {
    return SourceGuest.planner(guest, KeepChoice.OVERLAY).plan(source);
  }

  private static List<String> messages(MigrationPlan plan) {
    return plan.fixes().findings().stream().map(FixFinding::message).toList();
  }

  private static MemoryGuest windows() {
    return new MemoryGuest(() -> DirectoryFilesystem.inMemory().withDirectory("/Windows/System32/config")
        .with("/Windows/System32/config/SYSTEM", "regf").with("/Windows/System32/ntoskrnl.exe", "MZ")).ofType("ntfs");
  }

  @Test
  void aPlanChangesNothing() {
    SourceGuest guest = SourceGuest.in(folder, 2);
    Map<String, String> before = guest.files();
    MemoryGuest memory = MemoryGuest.tree("debian12");

    MigrationPlan plan = plan(memory, guest.source());

    assertThat(plan.fixes().actions()).isNotEmpty();
    assertThat(plan.isRefused()).isFalse();
    assertThat(guest.files()).isEqualTo(before);
    assertThat(memory.written()).isEmpty();
  }

  @Test
  void theDefinitionNamesTheOverlaysAndTheKernelOnTheHost() {
    SourceGuest guest = SourceGuest.in(folder, 2);

    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), guest.source());

    assertThat(plan.definition().map(DomainDefinition::domain).orElse(""))
        .contains("<source file='" + folder + "/web1-xvda.xen2kvm.qcow2'/>",
            "<source file='" + folder + "/web1-xvdb.xen2kvm.qcow2'/>",
            "type='qcow2'", "<target dev='vda' bus='virtio'/>", "<target dev='vdb' bus='virtio'/>",
            "<kernel>" + folder + "/web1.xen2kvm.vmlinuz</kernel>", "<initrd>" + folder + "/web1.xen2kvm.initrd</initrd>")
        .doesNotContain(".img'");
    assertThat(plan.newFiles()).containsExactly(
        folder.resolve("web1-xvda.xen2kvm.qcow2"), folder.resolve("web1-xvdb.xen2kvm.qcow2"),
        folder.resolve("web1.xen2kvm.vmlinuz"), folder.resolve("web1.xen2kvm.initrd"), folder.resolve("web1.xen2kvm.xml"));
  }

  @Test
  void windowsKeepsItsDisksAndStillGetsADefinition() {
    SourceGuest guest = SourceGuest.in(folder, 1);

    MigrationPlan plan = plan(windows(), SourceGuest.source(guest.fullyVirtual()));

    assertThat(plan.isRefused()).isFalse();
    assertThat(plan.fixes().actions()).isEmpty();
    assertThat(plan.disks()).extracting(PlannedDisk::changed).containsExactly(false);
    assertThat(plan.newFiles()).containsExactly(folder.resolve("web1.xen2kvm.xml"));
    assertThat(plan.definition().map(DomainDefinition::domain).orElse(""))
        .contains("<domain type='kvm'>", "<source file='" + guest.images().get(0) + "'/>",
            "<target dev='hda' bus='ide'/>", "<model type='rtl8139'/>");
  }

  @Test
  void theOverlayFollowsADiskThatWhatIsInsideRenames() {
    // Without virtio in any kernel, a disk that the first conversion called vda becomes another one.
    SourceGuest guest = SourceGuest.in(folder, 1);
    String definition = guest.fullyVirtual().replace("dev='hda' bus='ide'", "dev='xvda' bus='xen'");

    MigrationPlan plan = plan(windows(), SourceGuest.source(definition));

    String domain = plan.definition().map(DomainDefinition::domain).orElse("");
    SourceDisk disk = plan.disks().get(0).source();
    assertThat(disk.targetDev()).isNotEqualTo("vda");
    assertThat(domain).contains("dev='" + disk.targetDev() + "'");
  }

  @Test
  void aReadOnlyDiskStaysInTheDefinition() {
    SourceGuest guest = SourceGuest.in(folder, 2);
    String definition =
        guest.definition().replace("<target dev='xvdb' bus='xen'/>", "<target dev='xvdb' bus='xen'/><readonly/>");

    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), SourceGuest.source(definition));

    assertThat(plan.disks()).extracting(PlannedDisk::changed).containsExactly(true, false);
    assertThat(plan.definition().map(DomainDefinition::domain).orElse(""))
        .contains("<source file='" + guest.images().get(1) + "'/>");
  }

  @Test
  void whatMustChangeMayNotLieOnAReadOnlyDisk() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    String definition =
        guest.definition().replace("<target dev='xvda' bus='xen'/>", "<target dev='xvda' bus='xen'/><readonly/>");

    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), SourceGuest.source(definition));

    assertThat(plan.isRefused()).isTrue();
    assertThat(messages(plan)).anySatisfy(message -> assertThat(message).contains("lies on disk xvda"));
    assertThat(plan.fixes().actions()).isEmpty();
  }

  @Test
  void aGuestThatWasMigratedBeforeIsRefused() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    Files.writeString(folder.resolve("web1-xvda.xen2kvm.qcow2"), "");
    MemoryGuest memory = MemoryGuest.tree("debian12");

    MigrationPlan plan = plan(memory, guest.source());

    assertThat(plan.isRefused()).isTrue();
    assertThat(messages(plan)).containsExactly("This file exists: the guest has been migrated before");
    assertThat(memory.read()).isEmpty();
  }

  @Test
  void aDanglingLinkInAnOverlaysPlaceIsInTheWayToo() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    Files.createSymbolicLink(folder.resolve("web1-xvda.xen2kvm.qcow2"), Path.of("/nowhere"));

    assertThat(plan(MemoryGuest.tree("debian12"), guest.source()).isRefused()).isTrue();
  }

  @Test
  void inspectingNeedsNoPlaceForOverlays() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    Files.writeString(folder.resolve("web1-xvda.xen2kvm.qcow2"), "");

    assertThat(SourceGuest.planner(MemoryGuest.tree("debian12"), KeepChoice.OVERLAY).inspect(guest.source()).system().id())
        .isEqualTo("debian");
  }

  @Test
  void oneImageAsTwoDisksIsRefused() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    Path link = Files.createSymbolicLink(folder.resolve("other.img"), guest.images().get(0));
    SourceGuest twice = new SourceGuest(folder, List.of(guest.images().get(0), link));

    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), twice.source());

    assertThat(messages(plan)).containsExactly("The disks xvda and xvdb are the same image");
  }

  @Test
  void whatIsNoDiskIsRefusedWithoutBeingOpened() throws Exception {
    Path pipe = folder.resolve("web1-a.img");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), new SourceGuest(folder, List.of(pipe)).source());

    assertThat(messages(plan)).contains("This is no file and no block device");
    SourceGuest missing = new SourceGuest(folder, List.of(folder.resolve("none.img")));
    assertThat(messages(plan(MemoryGuest.tree("debian12"), missing.source()))).contains("There is no such disk on this host");
    assertThat(plan(MemoryGuest.tree("debian12"), missing.source()).isRefused()).isTrue();
  }

  @Test
  void whatADiskLiesOnIsToldAndNoReasonToRefuse() {
    SourceGuest guest = SourceGuest.in(folder, 1);
    Path top = folder.resolve("top.qcow2");
    new QemuImg().createOverlay(new DiskImage(guest.images().get(0), DiskFormat.RAW), top);
    GuestSource source = new GuestSource("top", "top", Optional.empty(), Optional.empty(), List.of(new DiskImage(top, DiskFormat.QCOW2)));

    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), source);

    assertThat(plan.isRefused()).isFalse();
    assertThat(plan.fixes().findings()).anySatisfy(finding -> {
      assertThat(finding.where()).isEqualTo(guest.images().get(0).toString());
      assertThat(finding.message()).startsWith("The disk " + top + " lies on this image");
    });
  }

  @Test
  void anImageWhoseChainIsNotDeclaredIsRefused() throws IOException {
    SourceGuest guest = SourceGuest.in(folder, 1);
    Path top = folder.resolve("top.qcow2");
    new QemuImg().createOverlay(new DiskImage(guest.images().get(0), DiskFormat.RAW), top);
    // docs/interop/qcow2.txt: 0xe2792aca is the header extension with the backing file's format; what is not known is skipped.
    String bytes = Files.readString(top, ISO_8859_1);
    assertThat(bytes).contains("\u00e2y*\u00ca");
    Files.writeString(top, bytes.replace("\u00e2y*\u00ca", "none"), ISO_8859_1);
    GuestSource source = new GuestSource("top", "top", Optional.empty(), Optional.empty(), List.of(new DiskImage(top, DiskFormat.QCOW2)));

    assertThat(messages(plan(MemoryGuest.tree("debian12"), source)))
        .anySatisfy(message -> assertThat(message).contains("does not declare the format"));
  }

  @ParameterizedTest
  @CsvSource({"../../etc/x, false", ".x $(touch y), true"})
  void namesOfTheDefinitionLeadNowhere(String name, boolean fit) {
    SourceGuest guest = SourceGuest.in(folder, 1);
    String definition = guest.definition().replace("<name>web1</name>", "<name>" + name + "</name>");

    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), SourceGuest.source(definition));

    assertThat(plan.isRefused()).isEqualTo(!fit);
    assertThat(plan.newFiles().isEmpty()).isEqualTo(!fit);
    assertThat(plan.newFiles()).allSatisfy(file -> assertThat(file.getParent()).isEqualTo(folder));
    assertThat(plan.fileName()).doesNotContain("/").doesNotStartWith(".");
  }

  @Test
  void aDiskInDevNeedsAnotherPlaceForItsOverlay() {
    assertThat(messages(plan(MemoryGuest.tree("debian12"), new SourceGuest(folder, List.of(Path.of("/dev/null"))).source())))
        .contains("This is no file and no block device");
  }

  @Test
  void aRefusedDefinitionIsTold() {
    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), SourceGuest.source("<domain type='kvm'><name>x</name></domain>"));

    assertThat(plan.isRefused()).isTrue();
    assertThat(plan.disks()).isEmpty();
    MigrationException failure = catchThrowableOfType(MigrationException.class, () ->
        SourceGuest.planner(MemoryGuest.tree("debian12"), KeepChoice.OVERLAY).inspect(SourceGuest.source("no xml")));
    assertThat(failure.reason()).isEqualTo(MigrationException.Reason.REFUSED);
  }

  @Test
  void thirtyImagesHaveNames() {
    SourceGuest guest = SourceGuest.in(folder, 30);
    GuestSource source = guest.imagesAlone();

    MigrationPlan plan = plan(MemoryGuest.tree("debian12"), source);

    assertThat(plan.disks().get(26).source().guestName()).isEqualTo("vdaa");
    assertThat(plan.disks().get(29).source().xenName()).isEqualTo("xvdad");
  }

  @Test
  void flattenSaysWhatTheDomainGets() {
    SourceGuest guest = SourceGuest.in(folder, 1);

    MigrationPlan flatten = SourceGuest.planner(MemoryGuest.tree("debian12"), KeepChoice.FLATTEN).plan(guest.source());

    assertThat(flatten.disks().get(0).result()).isEqualTo(new DiskImage(folder.resolve("web1-xvda.qcow2"), DiskFormat.QCOW2));
  }
}
