package org.xen2kvm.migration.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.XenDefinition;

/** What stands where a copy is to be made is lost only when it is this tool's own, and nobody wrote to it. */
final class CopyInTheWayTest {
  @TempDir private Path folder = Path.of("");
  private Path source = Path.of("");
  private Path copies = Path.of("");
  private Path copy = Path.of("");
  private Path part = Path.of("");

  @BeforeEach
  void makeDisk() throws IOException {
    source = SmallImages.raw(folder.resolve("disk.img"), 4);
    copies = Files.createDirectory(folder.resolve("copies"));
    copy = copies.resolve("web1-xvda.qcow2");
    part = copies.resolve("web1-xvda.qcow2.xen2kvm.part");
  }

  private ConversionResult run(String definition, boolean force) {
    return run(definition, force, 1L << 40);
  }

  private ConversionResult run(String definition, boolean force, long free) {
    CopyOptions options = new CopyOptions(copies, Optional.of(DiskFormat.QCOW2), force, false);
    return new DiskCopies(new QemuImg(), options, CopyListener.silent(), (FileStore store) -> free, KilledCopy.PART)
        .copy(XenDefinition.convert(definition));
  }

  private void copied(boolean force) {
    ConversionResult result = run(web1(), force);
    assertThat(result.outcome()).as(result.findings().toString()).isEqualTo(Outcome.CONVERTED);
  }

  private String web1() {
    return XenDefinition.of("web1", XenDefinition.disk("disk", "raw", source, "xvda"));
  }

  private static List<String> errors(ConversionResult result) {
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    return result.findings().stream().filter(finding -> finding.severity() == Severity.ERROR).map(Finding::message).toList();
  }

  private MigrationException refused(String definition, boolean force) {
    MigrationException refusal = catchThrowableOfType(MigrationException.class, () -> run(definition, force));
    assertThat(refusal).isNotNull();
    assertThat(refusal.reason()).as(refusal.getMessage()).isEqualTo(Reason.REFUSED);
    return refusal;
  }

  private static void write(Path file, long place) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), place);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1-xvda.qcow2", "web1-xvda.qcow2.xen2kvm.part", "web1-xvda.qcow2.xen2kvm.lock.part"})
  void anotherDiskOfTheGuestIsNeverReplacedEvenByForce(String name) throws IOException {
    Path second = SmallImages.raw(copies.resolve(name), 1);
    byte[] before = Files.readAllBytes(second);
    String both = XenDefinition.of(
        "web1", XenDefinition.disk("disk", "raw", source, "xvda") + XenDefinition.disk("disk", "raw", second, "xvdb"));

    for (boolean force : new boolean[] {false, true}) {
      assertThat(errors(run(both, force))).anySatisfy(
          message -> assertThat(message).contains(second.toString(), "is a disk of a guest, or an image behind one"));
    }

    assertThat(second).hasBinaryContent(before);
    assertThat(copies).isDirectoryContaining(file -> file.equals(second)).isDirectoryNotContaining(file -> !file.equals(second));
  }

  @Test
  void anImageBehindADiskIsNeverReplacedWhateverItsName() throws IOException {
    Path overlay = folder.resolve("overlay");
    SmallImages.qemuImg("create", "-q", "-f", "qcow2", "-b", source.toString(), "-F", "raw", overlay.toString());
    Files.createLink(copy, source);
    byte[] before = Files.readAllBytes(source);

    String definition = XenDefinition.of("web1", XenDefinition.disk("disk", "qcow2", overlay, "xvda"));

    assertThat(errors(run(definition, true))).singleElement().asString().contains("is a disk of a guest, or an image behind one");
    assertThat(copy).hasBinaryContent(before);
  }

  @Test
  void whatIsNoCopyOfThisToolStaysEvenByForce() throws IOException {
    Files.writeString(copy, "precious");

    MigrationException refusal = refused(web1(), true);

    assertThat(refusal).hasMessageContaining("exists, and is no copy that this tool made");
    assertThat(refusal.advice()).contains("Remove it by hand").doesNotContain("--force");
    assertThat(copy).hasContent("precious");
  }

  @Test
  void aFileThatTookTheCopysPlaceStaysThoughItsRecordIsThere() throws IOException {
    copied(false);
    Files.move(copy, folder.resolve("moved"));
    Files.writeString(copy, "precious");

    refused(web1(), true);

    assertThat(copy).hasContent("precious");
  }

  @Test
  void aCopyThatAGuestRanOnStaysEvenByForce() throws IOException {
    copied(false);
    write(copy, Files.size(copy));
    byte[] before = Files.readAllBytes(copy);

    assertThat(refused(web1(), true)).hasMessageContaining("was written to since");

    assertThat(copy).hasBinaryContent(before);
  }

  @Test
  void anUntouchedCopyOfAnOlderStateIsReplacedByForceOnly() throws IOException {
    copied(false);
    write(source, 5);

    assertThat(refused(web1(), false).advice()).contains("--force");
    copied(true);

    SmallImages.same(source, "raw", copy, "qcow2");
  }

  @Test
  void anUnfinishedFileOfSomebodyElseStays() throws IOException {
    Files.writeString(part, "precious");

    for (boolean force : new boolean[] {false, true}) {
      MigrationException refusal = refused(web1(), force);
      assertThat(refusal).hasMessageContaining(part + " exists, and is no unfinished copy that this tool made");
      assertThat(refusal.advice()).contains("Remove it by hand");
    }

    assertThat(part).hasContent("precious");
    assertThat(copy).doesNotExist();
  }

  @Test
  void anUnfinishedFileThatIsALinkStays() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    Files.createSymbolicLink(part, precious);

    refused(web1(), true);

    assertThat(part).isSymbolicLink().hasContent("precious");
  }

  @Test
  void aComparedButUnpublishedCopyThatSomebodyWroteToStays() throws IOException {
    copied(false);
    Files.move(copy, part);
    write(part, Files.size(part));

    refused(web1(), true);

    assertThat(part).exists();
  }

  @Test
  void aComparedCopyOfADiskThatTellsNoTimeIsComparedAgain() throws IOException {
    Files.setLastModifiedTime(source, FileTime.fromMillis(0)); // as a block device's, whose time says nothing
    copied(false);
    Files.move(copy, part);
    write(source, 2L * SmallImages.MEBIBYTE + 7);
    Files.setLastModifiedTime(source, FileTime.fromMillis(0));

    MigrationException failure = catchThrowableOfType(MigrationException.class, () -> copied(false));

    assertThat(failure).isNotNull();
    assertThat(copy).doesNotExist();
    copied(false);
    SmallImages.same(source, "raw", copy, "qcow2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"itself", "symbolic", "hard"})
  void aDiskIsNoCopyOfItself(String link) throws IOException {
    Path place = copies.resolve("web1-xvda.qcow2");
    SmallImages.qemuImg("create", "-q", "-f", "qcow2", (link.equals("itself") ? place : folder.resolve("other")).toString(), "1M");
    Path disk = place;
    if (!link.equals("itself")) {
      disk = folder.resolve("other");
      if (link.equals("hard")) {
        Files.createLink(place, disk);
      } else {
        Files.createSymbolicLink(place, disk);
      }
    }
    byte[] before = Files.readAllBytes(disk);

    ConversionResult result = run(XenDefinition.of("web1", XenDefinition.disk("disk", "qcow2", disk, "xvda")), true);

    assertThat(errors(result)).containsExactly(place + " is the disk itself, not a copy");
    assertThat(result.findings()).anySatisfy(finding -> assertThat(finding.advice()).contains("choose another --disk-dir"));
    assertThat(disk).hasBinaryContent(before);
  }

  @Test
  void theNameThatAKillLeftBesideAFinishedCopyIsRemoved() throws IOException {
    copied(false);
    Files.createLink(part, copy);

    copied(false);

    assertThat(part).doesNotExist();
    SmallImages.same(source, "raw", copy, "qcow2");
  }

  @Test
  void aFolderThatIsNoneIsToldInPlainWords() throws IOException {
    Files.delete(copies);
    Files.writeString(copies, "a file");
    assertThat(refused(web1(), false)).hasMessage("--disk-dir: " + copies + " is a file, and copies need a directory");

    Files.delete(copies);
    Files.createSymbolicLink(copies, folder.resolve("nowhere"));
    assertThat(refused(web1(), false)).hasMessage("--disk-dir: " + copies + " is a link that leads nowhere");
  }

  @Test
  void neededSpaceIsRoundedUpAndFreeSpaceDown() {
    assertThat(errors(run(web1(), false, (1L << 20) + 1))).singleElement().asString()
        .matches("There is only 1 MiB free in .*, and the copies may need 3 MiB");
    assertThat(errors(run(web1(), false, 5 * 1024 + 1))).singleElement().asString()
        .matches("There is only 5 KiB free in .*, and the copies may need 3 MiB");
  }
}
