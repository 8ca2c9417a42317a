package org.xen2kvm.migration.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.xml.ChangeReplay;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.XenDefinition;
import org.xen2kvm.migration.apply.GuestLock;
import org.xen2kvm.migration.copy.CopyListener.Work;

/** Copies of real images: made, interrupted, resumed, recognised, refused. */
final class DiskCopiesTest {
  private static final int SIZE = 12;

  @TempDir private Path folder = Path.of("");
  private Path source = Path.of("");
  private Path copies = Path.of("");
  private Path copy = Path.of("");

  /** What a listener heard. */
  private static final class Heard implements CopyListener {
    private final List<Double> copied = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();

    @Override
    public synchronized void at(Path target, Work work, double percent) {
      if (work == Work.COPYING) {
        copied.add(percent);
      }
    }

    @Override
    public void tell(Path target, String message) {
      told.add(message);
    }
  }

  @BeforeEach
  void makeDisk() {
    source = SmallImages.raw(folder.resolve("disk, one.img"), SIZE);
    copies = folder.resolve("copies");
    copy = copies.resolve("web1-xvda.qcow2");
  }

  private DiskCopies copies(Optional<DiskFormat> format, boolean force, CopyListener listener) {
    return new DiskCopies(
        new QemuImg(), new CopyOptions(copies, format, force, false), listener, FileStore::getUsableSpace, KilledCopy.PART);
  }

  private Heard copied(String definition, boolean force) {
    Heard heard = new Heard();
    ConversionResult result = copies(Optional.of(DiskFormat.QCOW2), force, heard).copy(XenDefinition.convert(definition));
    assertThat(result.outcome()).as(result.findings().toString()).isEqualTo(Outcome.CONVERTED);
    return heard;
  }

  private String web1() {
    return XenDefinition.of("web1", XenDefinition.disk("disk", "raw", source, "xvda"));
  }

  private static void refused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(
        MigrationException.class, e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }

  private List<String> files() throws IOException {
    if (!Files.exists(copies)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(copies)) {
      return all.map(each -> String.valueOf(each.getFileName())).sorted().toList();
    }
  }

  private static List<String> errors(ConversionResult result) {
    assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(result.converted()).isEqualTo(result.definition());
    assertThat(result.changes()).isEmpty();
    return result.findings().stream().filter(finding -> finding.severity() == Severity.ERROR).map(Finding::message).toList();
  }

  @Test
  void everyDiskIsCopiedAndTheDefinitionNamesTheCopies() throws IOException {
    Path overlay = folder.resolve("overlay");
    SmallImages.qemuImg("create", "-q", "-f", "qcow2", "-b", source.toString(), "-F", "raw", overlay.toString());
    Path vhd = folder.resolve("data.vhd");
    SmallImages.qemuImg("convert", "-f", "raw", "-O", "vpc", source.toString(), vhd.toString());
    Path medium = SmallImages.raw(folder.resolve("a medium.iso"), 1);
    String definition = XenDefinition.of("web 1", XenDefinition.disk("disk", "qcow2", overlay, "xvda")
        + XenDefinition.disk("disk", "vpc", vhd, "xvdb")
        + XenDefinition.disk("disk", "raw", source, "xvdc").replace("</disk>", "<readonly/></disk>")
        + XenDefinition.disk("cdrom", "raw", medium, "hdc"));
    FileTime before = Files.getLastModifiedTime(source);

    ConversionResult converted = XenDefinition.convert(definition);
    ConversionResult result = copies(Optional.empty(), false, CopyListener.silent()).copy(converted);

    assertThat(result.outcome()).as(result.findings().toString()).isEqualTo(Outcome.CONVERTED);
    List<String> names = files().stream().filter(name -> !name.startsWith(".")).toList();
    assertThat(names).hasSize(4).contains("web_1-xvda.qcow2", "web_1-xvdb.qcow2", "web_1-xvdc.img")
        .anyMatch(name -> name.endsWith("-a_medium.iso"));
    assertThat(names).allSatisfy(name -> assertThat(result.converted()).contains("file='" + copies.resolve(name) + "'"));
    assertThat(result.converted()).doesNotContain(source.toString(), overlay.toString(), vhd.toString(), "vpc");
    assertThat(ChangeReplay.replay(result.definition(), result.changes())).isEqualTo(result.converted());
    assertThat(result.changes()).hasSizeGreaterThan(converted.changes().size())
        .filteredOn(change -> change.rule().equals(DiskCopies.DISK_COPIED))
        .allSatisfy(change -> assertThat(change.line()).isPositive());
    SmallImages.same(source, "raw", copies.resolve("web_1-xvda.qcow2"), "qcow2");
    SmallImages.same(vhd, "vpc", copies.resolve("web_1-xvdb.qcow2"), "qcow2");
    SmallImages.same(source, "raw", copies.resolve("web_1-xvdc.img"), "raw");
    assertThat(new QemuImg().chain(new DiskImage(copies.resolve("web_1-xvda.qcow2"), DiskFormat.QCOW2)))
        .as("nothing lies behind a copy").hasSize(1);
    assertThat(Files.getLastModifiedTime(source)).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(value = DiskFormat.class, names = {"RAW", "QCOW2"})
  void aKilledCopyGoesOnWhereItStopped(DiskFormat format) throws IOException, InterruptedException {
    killed(format, 40, Work.COPYING);
    String name = format == DiskFormat.RAW ? "web1-xvda.img" : "web1-xvda.qcow2";
    assertThat(files()).contains(name + ".xen2kvm.part", "." + name + ".xen2kvm-copy.json").doesNotContain(name);
    Heard heard = new Heard();

    ConversionResult result = copies(Optional.of(format), false, heard).copy(XenDefinition.convert(web1()));

    assertThat(result.outcome()).isEqualTo(Outcome.CONVERTED);
    assertThat(heard.told).singleElement().asString().matches("Going on where an earlier run stopped, at [468] of 12 MiB");
    assertThat(heard.copied.get(0)).isGreaterThan(33);
    SmallImages.same(source, "raw", copies.resolve(name), format.qemuName());
    assertThat(files()).containsExactlyInAnyOrder(name, "." + name + ".xen2kvm-copy.json");
  }

  @Test
  void aCopyKilledWhileItIsComparedIsOnlyComparedAgain() throws IOException, InterruptedException {
    killed(DiskFormat.QCOW2, 10, Work.COMPARING);

    assertThat(copied(web1(), false).copied).isEmpty();

    SmallImages.same(source, "raw", copy, "qcow2");
  }

  private void killed(DiskFormat format, int percent, Work work) throws IOException, InterruptedException {
    Path definition = Files.writeString(folder.resolve("web1.xml"), web1());
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), KilledCopy.class.getName(), definition.toString(), copies.toString(),
        format.name(), Integer.toString(percent), work.name()).inheritIO().start();
    assertThat(process.waitFor()).isEqualTo(KilledCopy.STATUS);
  }

  @Test
  void aCopyForWhichTheStorageIsTooSmallGoesOnWhenItIsNot() throws IOException, InterruptedException {
    Path definition = Files.writeString(folder.resolve("web1.xml"), web1());
    // Files of 5 MiB at most, told in blocks of 1024 bytes: the source has 6 that are no zeros.
    Process process = new ProcessBuilder("bash", "-c", "ulimit -f 5120 && exec \"$@\"", "bash",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), KilledCopy.class.getName(), definition.toString(), copies.toString(), "QCOW2",
        "1000", "COPYING").redirectErrorStream(true).start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("The copy " + copy + " is not finished");
    assertThat(process.waitFor()).isEqualTo(1);

    assertThat(copied(web1(), false).told).singleElement().asString().startsWith("Going on where an earlier run stopped");

    SmallImages.same(source, "raw", copy, "qcow2");
  }

  @Test
  void aChangedSourceStartsOver() throws IOException, InterruptedException {
    killed(DiskFormat.QCOW2, 40, Work.COPYING);
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.write(new byte[4096]);
    }

    Heard heard = copied(web1(), false);

    assertThat(heard.told).singleElement().asString().startsWith("The source has changed");
    SmallImages.same(source, "raw", copy, "qcow2");
  }

  @Test
  void anUnfinishedFileThatTheRecordDoesNotMeanIsNotTouched() throws IOException, InterruptedException {
    killed(DiskFormat.QCOW2, 40, Work.COPYING);
    Path record = copies.resolve(".web1-xvda.qcow2.xen2kvm-copy.json");
    String another = Files.readString(record)
        .replaceAll("\"inode\" : [0-9]+,\n    \"copied\"", "\"inode\" : 1,\n    \"copied\"");
    Files.writeString(record, another);

    refused(Reason.REFUSED, () -> copied(web1(), true));
    assertThat(files()).contains("web1-xvda.qcow2.xen2kvm.part").doesNotContain("web1-xvda.qcow2");
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "QCOW2"})
  void aRunKilledBeforeTheFirstPartLeavesNothingToRemoveByHand(DiskFormat format) throws IOException {
    Path target = copies.resolve(format == DiskFormat.RAW ? "web1-xvda.img" : "web1-xvda.qcow2");
    Files.createDirectories(copies);
    Path part = Files.createFile(copies.resolve(target.getFileName() + ".xen2kvm.part"));
    assertThat(told(format)).as("killed before the record").isEmpty();
    SmallImages.same(source, "raw", target, format.qemuName());

    Files.delete(target);
    Files.writeString(part, "half a header");
    CopyRecordFile.of(target).write(new CopyRecord(List.of(FileState.of(source)), DiskFormat.RAW, Files.size(source), format,
        FileState.inode(part), 0, Optional.empty()));
    assertThat(told(format)).as("killed behind it").isEmpty();
    SmallImages.same(source, "raw", target, format.qemuName());
    assertThat(part).doesNotExist();
  }

  private List<String> told(DiskFormat format) {
    Heard heard = new Heard();
    ConversionResult result = copies(Optional.of(format), false, heard).copy(XenDefinition.convert(web1()));
    assertThat(result.outcome()).as(result.findings().toString()).isEqualTo(Outcome.CONVERTED);
    return List.copyOf(heard.told);
  }

  @Test
  void aDamagedCopyNeverGetsItsName() throws IOException, InterruptedException {
    killed(DiskFormat.RAW, 40, Work.COPYING);
    try (RandomAccessFile file = new RandomAccessFile(copies.resolve("web1-xvda.img.xen2kvm.part").toFile(), "rw")) {
      file.seek(SmallImages.MEBIBYTE + 5);
      file.write(1);
    }

    DiskCopies run = copies(Optional.of(DiskFormat.RAW), false, CopyListener.silent());
    refused(Reason.FAILED, () -> run.copy(XenDefinition.convert(web1())));

    assertThat(files()).isEmpty();
  }

  @Test
  void aFinishedCopyIsNotMadeAgain() throws IOException {
    assertThat(copied(web1(), false).copied).isNotEmpty();
    FileTime made = Files.getLastModifiedTime(copy);

    assertThat(copied(web1(), false).copied).isEmpty();
    assertThat(copied(web1(), true).copied).isEmpty();

    assertThat(Files.getLastModifiedTime(copy)).isEqualTo(made);
  }

  @Test
  void aFileThatIsNoCopyStays() throws IOException {
    Files.createDirectories(copies);
    Files.writeString(copy, "precious");

    refused(Reason.REFUSED, () -> copied(web1(), false));

    assertThat(copy).hasContent("precious");
    assertThat(files()).containsExactly("web1-xvda.qcow2");
  }

  @Test
  void aLinkIsNeverFollowed() throws IOException {
    Files.createDirectories(copies);
    Path precious = Files.writeString(folder.resolve("precious"), "precious");
    Files.createSymbolicLink(copy, precious);

    refused(Reason.REFUSED, () -> copied(web1(), false));
    refused(Reason.REFUSED, () -> copied(web1(), true));
    Files.delete(copy);
    Files.createSymbolicLink(copies.resolve("web1-xvda.qcow2.xen2kvm.part"), precious);
    refused(Reason.REFUSED, () -> copied(web1(), true));

    assertThat(precious).hasContent("precious");
    assertThat(copy).doesNotExist();
  }

  @Test
  void whoCopiesTheSameIsNotDisturbed() throws IOException {
    Files.createDirectories(copies);
    try (GuestLock lock = GuestLock.take(List.of(copy))) {
      assertThat(lock).isNotNull();
      refused(Reason.TAKEN, () -> copied(web1(), false));
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aDiskThatARunningGuestWritesIsRefused() throws IOException {
    Process guest = new ProcessBuilder("qemu-io", "-f", "raw", source.toString()).start();
    try {
      assertThat(guest.getInputStream().read()).as("it prompts when it has opened the disk").isEqualTo('q');

      ConversionResult result = copies(Optional.empty(), false, CopyListener.silent()).copy(XenDefinition.convert(web1()));

      assertThat(errors(result)).singleElement().asString().contains("in use", "QEMU writes to it");
    } finally {
      guest.destroy();
    }
    assertThat(copies).doesNotExist();
  }

  @Test
  void tooLittleSpaceIsSeenBefore() {
    CopyOptions options = new CopyOptions(copies, Optional.empty(), false, false);
    DiskCopies tight = new DiskCopies(
        new QemuImg(), options, CopyListener.silent(), store -> 5L * SmallImages.MEBIBYTE, KilledCopy.PART);
    DiskCopies enough = new DiskCopies(
        new QemuImg(), options, CopyListener.silent(), store -> 8L * SmallImages.MEBIBYTE, KilledCopy.PART);

    assertThat(errors(tight.copy(XenDefinition.convert(web1())))).singleElement().asString().contains("only 5 MiB free");
    assertThat(copies).doesNotExist();
    assertThat(enough.copy(XenDefinition.convert(web1())).outcome()).as("holes take no space").isEqualTo(Outcome.CONVERTED);
  }

  @Test
  void aMediumIsCopiedOnceForAllGuests() throws IOException {
    Path medium = SmallImages.raw(folder.resolve("setup.iso"), 1);
    DiskCopies run = copies(Optional.of(DiskFormat.QCOW2), false, CopyListener.silent());
    for (String name : List.of("web1", "web2")) {
      String definition = XenDefinition.of(name, XenDefinition.disk("cdrom", "raw", medium, "hdc"));

      assertThat(run.copy(XenDefinition.convert(definition)).converted()).containsPattern("[0-9a-f]{12}-setup[.]iso");
    }
    assertThat(files().stream().filter(name -> !name.startsWith("."))).singleElement().asString().endsWith("-setup.iso");
  }

  @Test
  void twoGuestsNeverGetTheSameCopyEvenByForce() {
    Path other = SmallImages.raw(folder.resolve("other.img"), 1);
    DiskCopies run = copies(Optional.of(DiskFormat.QCOW2), true, CopyListener.silent());
    run.copy(XenDefinition.convert(XenDefinition.of("web 1", XenDefinition.disk("disk", "raw", source, "xvda"))));

    ConversionResult second =
        run.copy(XenDefinition.convert(XenDefinition.of("web:1", XenDefinition.disk("disk", "raw", other, "xvda"))));

    assertThat(errors(second)).singleElement().asString().contains("would both be");
    SmallImages.same(source, "raw", copies.resolve("web_1-xvda.qcow2"), "qcow2");
  }

  @Test
  void oneImageForTwoWritableDisksIsRefused() {
    String definition = XenDefinition.of(
        "web1", XenDefinition.disk("disk", "raw", source, "xvda") + XenDefinition.disk("disk", "raw", source, "xvdb"));

    ConversionResult result = copies(Optional.empty(), false, CopyListener.silent()).copy(XenDefinition.convert(definition));

    assertThat(errors(result)).isNotEmpty().allMatch(message -> message.contains("same"));
    assertThat(copies).doesNotExist();
  }

  @Test
  void whatIsNoFileStaysAndIsTold() {
    String network = """
            <disk type='network' device='disk'>
              <driver name='qemu' type='raw'/>
              <source protocol='nbd' name='export'>
                <host name='192.0.2.1' port='10809'/>
              </source>
              <target dev='xvdb' bus='xen'/>
            </disk>
        """;

    ConversionResult result = copies(Optional.empty(), false, CopyListener.silent())
        .copy(XenDefinition.convert(XenDefinition.of("web1", XenDefinition.disk("disk", "raw", source, "xvda") + network)));

    assertThat(result.converted()).contains("192.0.2.1", "web1-xvda.img");
    assertThat(result.findings()).filteredOn(finding -> finding.message().contains("stays where it is")).singleElement()
        .satisfies(finding -> {
          assertThat(finding.severity()).isEqualTo(Severity.WARNING);
          assertThat(finding.line()).isPositive();
        });
  }

  @Test
  void aRehearsalWritesNothing() {
    DiskCopies rehearsal = new DiskCopies(
        new QemuImg(), new CopyOptions(copies, Optional.of(DiskFormat.QCOW2), false, true), CopyListener.silent());

    assertThat(rehearsal.copy(XenDefinition.convert(web1())).converted()).contains(copy.toString());
    assertThat(copies).doesNotExist();
  }
}
