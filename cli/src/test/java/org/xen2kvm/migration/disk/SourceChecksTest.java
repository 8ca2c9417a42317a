package org.xen2kvm.migration.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.guestfix.plan.FixFinding;
import org.xen2kvm.guestfix.plan.Severity;
import org.xen2kvm.migration.plan.SourceDisk;

/** What a plan says of a guest's disks before they are opened. */
final class SourceChecksTest {
  @TempDir private Path folder = Path.of("");
  private final List<FixFinding> findings = new ArrayList<>();

  private List<SourceDisk> usable(DiskImage... images) {
    List<SourceDisk> disks = new ArrayList<>();
    for (DiskImage image : images) {
      String name = "vd" + (char) ('a' + disks.size());
      disks.add(new SourceDisk("x" + name, name, name, false, disks.isEmpty(), image, false));
    }
    return new SourceChecks(new QemuImg(), findings).usable(disks);
  }

  private DiskImage image(String name, String start, DiskFormat format) throws IOException {
    byte[] content = new byte[1 << 20];
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, content, 0, bytes.length);
    return new DiskImage(Files.write(folder.resolve(name), content), format);
  }

  @Test
  void aRawDiskIsOpenedWithoutAWord() throws IOException {
    DiskImage raw = image("raw", "", DiskFormat.RAW);

    assertThat(usable(raw)).extracting(SourceDisk::image).containsExactly(raw);
    assertThat(findings).isEmpty();
  }

  @Test
  void aRawDiskThatLooksLikeAnImageIsOpenedAsRawAndTold() throws IOException {
    assertThat(usable(image("raw", "QFI\u00fb\0\0\0\3", DiskFormat.RAW))).hasSize(1);
    assertThat(findings).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.WARNING);
      assertThat(finding.message()).contains("declared raw", "qcow2");
    });
  }

  @Test
  void aDiskThatIsNotWhatItIsDeclaredIsRefusedWithWhatItLooksLike() throws IOException {
    assertThat(usable(image("disk", "KDMV", DiskFormat.QCOW2))).isEmpty();
    assertThat(findings).singleElement().satisfies(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.advice()).contains("vmdk");
    });
  }

  @Test
  void theSameImageTwiceIsRefused() throws IOException {
    DiskImage raw = image("raw", "", DiskFormat.RAW);
    Files.createSymbolicLink(folder.resolve("link"), raw.file());

    assertThat(usable(raw, new DiskImage(folder.resolve("link"), DiskFormat.RAW))).hasSize(1);
    assertThat(findings).singleElement().satisfies(finding -> assertThat(finding.message()).contains("are the same image"));
  }

  @Test
  void aDifferencingVhdIsRefusedThoughQemuWouldReadIt() throws IOException, InterruptedException {
    Path vhd = folder.resolve("disk.vhd");
    assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "vpc", vhd.toString(), "4M").start().waitFor()).isZero();
    try (FileChannel file = FileChannel.open(vhd, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // The type, from 3 to 4, and behind it the checksum: the complement of the sum of all bytes.
      ByteBuffer checksum = ByteBuffer.allocate(4);
      assertThat(file.read(checksum, 64)).isEqualTo(4);
      file.write(ByteBuffer.allocate(8).putInt(0, 4).putInt(4, checksum.getInt(0) - 1), 60);
    }
    DiskImage image = new DiskImage(vhd, DiskFormat.VHD);

    assertThat(new QemuImg().info(image).virtualSize()).as("QEMU says nothing against it").isPositive();
    usable(image);

    assertThat(findings).anySatisfy(finding -> {
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.message()).contains("differs from another one");
    });
  }
}
