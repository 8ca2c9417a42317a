package org.xen2kvm.runner.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.runner.disk.DiskProblem.Kind;

/** Files of many beginnings and ends, and what is made of them. */
final class HostDisksTest {
  private static final int SIZE = 8192;

  @TempDir private Path folder = Path.of("");
  private final List<String> asked = new ArrayList<>();

  private HostDisk look(Path file, String format, long virtualSize) {
    HostDisks host = new HostDisks((asking, declared) -> {
      asked.add(declared);
      return new ImageAnswer.Read(List.of(layer(asking, declared, virtualSize)));
    });
    return host.look(new DeclaredDisk(file, format, Optional.of(FileKind.FILE), true));
  }

  private static ImageLayer layer(Path file, String format, long virtualSize) {
    return new ImageLayer(file, format, virtualSize, 4096, false, false, 0);
  }

  private Path file(byte[] start, byte[] end) throws IOException {
    byte[] content = new byte[SIZE];
    System.arraycopy(start, 0, content, 0, start.length);
    System.arraycopy(end, 0, content, SIZE - end.length, end.length);
    return Files.write(folder.resolve("disk"), content);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] footer(String creator, long size, int type) {
    return ByteBuffer.allocate(512).put(ascii("conectix")).position(28).put(ascii(creator))
        .putLong(48, size).putInt(60, type).array();
  }

  private static List<Kind> kinds(HostDisk disk) {
    return DiskProblems.of(disk).stream().map(DiskProblem::kind).toList();
  }

  @Test
  void whatIsThereIsToldWithoutOpeningWhatIsNoDisk() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

    assertThat(look(folder.resolve("none"), "raw", 0)).satisfies(disk -> {
      assertThat(disk.kind()).isEqualTo(FileKind.MISSING);
      assertThat(kinds(disk)).containsExactly(Kind.MISSING);
    });
    assertThat(kinds(look(folder, "raw", 0))).containsExactly(Kind.NOT_A_DISK);
    assertThat(kinds(look(pipe, "raw", 0))).containsExactly(Kind.NOT_A_DISK);
    assertThat(asked).as("nobody is asked about what is no disk").isEmpty();
  }

  @Test
  void aRawDiskThatIsAsItShouldBeIsNotTalkedAbout() throws IOException {
    HostDisk disk = look(file(new byte[0], new byte[0]), "raw", SIZE);

    assertThat(DiskProblems.of(disk)).isEmpty();
    assertThat(disk.size()).isEqualTo(SIZE);
    assertThat(disk.bytesCutOff()).isZero();
    assertThat(asked).containsExactly("raw");
  }

  @Test
  void aRawDiskThatLooksLikeAnImageIsAskedAboutAsRawAllTheSame() throws IOException {
    record Start(String text, String format) {}
    for (Start start : List.of(
        new Start("QFI\u00fb\0\0\0\3", "qcow2"), new Start("QFI\u00fb\0\0\0\1", "qcow"), new Start("QED\0", "qed"),
        new Start("KDMV", "vmdk"), new Start("COWD", "vmdk"), new Start("# Disk DescriptorFile\n", "vmdk"),
        new Start("vhdxfile", "vhdx"),
        new Start("x".repeat(64) + "\u007f\u0010\u00da\u00be", "vdi"), new Start("conectix", "vpc"))) {
      HostDisk disk = look(file(ascii(start.text()), new byte[0]), "raw", SIZE);

      assertThat(disk.signature()).map(ImageSignature::format).contains(start.format());
      assertThat(DiskProblems.of(disk)).singleElement().satisfies(problem -> {
        assertThat(problem.kind()).isEqualTo(Kind.SUSPECT_FORMAT);
        assertThat(problem.message()).contains(start.format());
      });
    }
    assertThat(asked).containsOnly("raw");
  }

  @Test
  void aFixedVhdIsKnownByItsEnd() throws IOException {
    Path file = file(new byte[0], footer("tap", SIZE - 512, 2));

    assertThat(kinds(look(file, "raw", SIZE))).containsExactly(Kind.SUSPECT_FORMAT);
    assertThat(look(file, "vpc", SIZE - 512)).satisfies(disk -> {
      assertThat(disk.vhd()).contains(new VhdFooter("tap", SIZE - 512, VhdFooter.Type.FIXED));
      assertThat(DiskProblems.of(disk)).isEmpty();
    });
  }

  @Test
  void whatGeometryCutsOffOfAVhdIsCounted() throws IOException {
    Path file = file(footer("vbox", 1 << 20, 3), new byte[0]);

    assertThat(look(file, "vpc", (1 << 20) - 2048)).satisfies(disk -> {
      assertThat(disk.bytesCutOff()).isEqualTo(2048);
      assertThat(kinds(disk)).containsExactly(Kind.CUT_OFF);
      assertThat(DiskProblems.of(disk).get(0).message()).contains("2048");
    });
    assertThat(kinds(look(file, "vpc", (1 << 20) + 512))).containsExactly(Kind.ROUNDED_UP);
  }

  @Test
  void aVhdThatNeedsAnotherOneIsRefused() throws IOException {
    HostDisk disk = look(file(footer("tap", SIZE, 4), new byte[0]), "vpc", SIZE);

    assertThat(DiskProblems.of(disk)).singleElement().satisfies(problem -> {
      assertThat(problem.kind()).isEqualTo(Kind.DIFFERENCING);
      assertThat(problem.kind().weight()).isEqualTo(DiskProblem.Weight.ERROR);
    });
  }

  @Test
  void aFooterOfNonsenseIsNone() throws IOException {
    assertThat(look(file(footer("tap", -1, 3), new byte[0]), "vpc", SIZE).vhd()).isEmpty();
    assertThat(VhdFooter.of(ascii("conectix"), new byte[0])).isEmpty();
    assertThat(look(file(footer("\u0001\n\u00e9x", 0, 99), new byte[0]), "vpc", 0).vhd())
        .contains(new VhdFooter("x", 0, VhdFooter.Type.OTHER));
  }

  @Test
  void shortFilesHaveNoSignature() throws IOException {
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);
    Path three = Files.write(folder.resolve("three"), ascii("QFI"));

    assertThat(look(empty, "raw", 0).signature()).isEmpty();
    assertThat(look(three, "raw", 512).signature()).isEmpty();
  }

  @Test
  void whatTheReaderRefusesIsAProblemWithAdvice() throws IOException {
    Path file = file(ascii("KDMV"), new byte[0]);
    DeclaredDisk declared = new DeclaredDisk(file, "qcow2", Optional.of(FileKind.BLOCK_DEVICE), true);

    assertThat(DiskProblems.of(new HostDisks((path, format) -> new ImageAnswer.Bad("no qcow2")).look(declared)))
        .satisfiesExactly(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Kind.BAD_IMAGE);
              assertThat(problem.advice()).contains("vmdk");
            },
            problem -> assertThat(problem.kind()).isEqualTo(Kind.OTHER_KIND));
    assertThat(kinds(new HostDisks((path, format) -> new ImageAnswer.InUse("busy")).look(declared)))
        .containsExactly(Kind.IN_USE, Kind.OTHER_KIND);
  }

  @Test
  void everyLayerOfAChainIsJudged() {
    Path top = folder.resolve("top");
    Path base = folder.resolve("base");
    DeclaredDisk declared = new DeclaredDisk(top, "qcow2", Optional.empty(), true);
    HostDisk disk = new HostDisk(declared, FileKind.FILE, SIZE, Optional.empty(), true, Optional.empty(), Optional.empty(),
        Optional.of(new ImageAnswer.Read(List.of(
            new ImageLayer(top, "qcow2", SIZE, 0, true, false, 2), new ImageLayer(base, "qcow2", SIZE, 0, false, true, 0)))));

    assertThat(kinds(disk)).containsExactly(Kind.READ_ONLY, Kind.DIRTY, Kind.SNAPSHOTS, Kind.BACKED, Kind.ENCRYPTED);
    assertThat(DiskProblems.of(disk).get(3).where()).isEqualTo(base);
  }
}
