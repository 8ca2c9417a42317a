package org.xen2kvm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.converter.ConversionResult;
import org.xen2kvm.converter.ConversionResult.Outcome;
import org.xen2kvm.converter.GuestImplications;
import org.xen2kvm.converter.GuestImplications.BootChange;
import org.xen2kvm.converter.GuestImplications.DiskRename;
import org.xen2kvm.proof.StartTrial.Verdict;

/** What must boot is what Xen booted, wherever the conversion put it. */
final class BootExpectationTest {
  /** The CD has a medium in vdc's neighbour hdc; the floppy drive is empty. */
  private static final String CONVERTED_DEVICES = """
      <disk type='file' device='disk'><source file='/a'/><target dev='vdb' bus='virtio'/></disk>
      <disk type='file' device='cdrom'><source file='/b'/><target dev='hdc' bus='ide'/></disk>
      <disk type='file' device='floppy'><target dev='fda' bus='fdc'/></disk>
      <disk type='file' device='disk'><source file='/c'/><target dev='vda' bus='virtio'/></disk>
      """;

  private static final List<DiskRename> RENAMES = List.of(
      rename("disk", "xvdb", "vdb", false), rename("cdrom", "hdc", "hdc", false), rename("floppy", "fda", "fda", false),
      rename("disk", "xvda", "vda", true));

  private static final String SOURCE_DEVICES = """
      <devices>
        <disk><source file='/a'/><target dev='xvdb'/></disk>
        <disk device='cdrom'><source file='/b'/><target dev='hdc'/></disk>
        <disk device='floppy'><target dev='fda'/></disk>
        <disk><source file='/c'/><target dev='xvda'/></disk>
      </devices>
      """;

  @TempDir Path folder = Path.of("");

  @Test
  void firmwareBootsTheLowestLetter() {
    assertThat(marker("<os><type>hvm</type><boot dev='hd'/></os>", SOURCE_DEVICES)).contains("4 vda");
    assertThat(marker("<os><type>hvm</type></os>", SOURCE_DEVICES)).as("the default").contains("4 vda");
  }

  @Test
  void paravirtualGuestBootsTheFirstOfTheList() {
    assertThat(marker("<bootloader>/usr/bin/pygrub</bootloader>", SOURCE_DEVICES)).contains("1 vdb");
    assertThat(marker("<os><type>linux</type></os>", SOURCE_DEVICES)).contains("1 vdb");
  }

  @Test
  void mediaAreTriedInOrder() {
    assertThat(marker("<os><type>hvm</type><boot dev='cdrom'/><boot dev='hd'/></os>", SOURCE_DEVICES))
        .contains("2 hdc");
    assertThat(marker("<os><type>hvm</type><boot dev='fd'/><boot dev='hd'/></os>", SOURCE_DEVICES)).contains("4 vda");
    assertThat(marker("<os><type>hvm</type><boot dev='fd'/></os>", SOURCE_DEVICES)).as("an empty drive").isEmpty();
  }

  @Test
  void networkAnswersNobody() {
    assertThat(marker("<os><type>hvm</type><boot dev='network'/></os>", SOURCE_DEVICES)).isEmpty();
    assertThat(marker("<os><type>hvm</type><boot dev='network'/><boot dev='cdrom'/></os>", SOURCE_DEVICES))
        .contains("2 hdc");
    assertThat(marker("<bootloader>pypxeboot</bootloader>", SOURCE_DEVICES)).isEmpty();
  }

  @Test
  void bootOrderOfDevicesCounts() {
    String devices = SOURCE_DEVICES
        .replace("dev='fda'/>", "dev='fda'/><boot order='1'/>")
        .replace("dev='xvdb'/>", "dev='xvdb'/><boot order='2'/>");

    assertThat(marker("<os><type>hvm</type></os>", devices)).as("after an empty drive").contains("1 vdb");
  }

  @Test
  void lostMediumIsAFailure() {
    String devices = SOURCE_DEVICES.replace("<target dev='fda'/>", "<source file='/d'/><target dev='fda'/>");

    assertThat(BootExpectation.of(result("<os><type>hvm</type><boot dev='fd'/></os>", devices), prepare("")))
        .extracting(BootExpectation::verdict, BootExpectation::why)
        .containsExactly(Verdict.FAILED, "Xen booted fda, but fda has no medium");
  }

  @Test
  void kernelComesBeforeDisks() {
    BootableDomain prepared = prepare("<os><type>hvm</type><kernel>/k</kernel></os>");

    assertThat(BootExpectation.of(result("<os><type>linux</type></os>", SOURCE_DEVICES), prepared))
        .extracting(BootExpectation::verdict, BootExpectation::marker)
        .containsExactly(Verdict.BOOTED_KERNEL, Optional.of("kernel"));
  }

  private Optional<String> marker(String boot, String devices) {
    return BootExpectation.of(result(boot, devices), prepare("")).marker();
  }

  private BootableDomain prepare(String os) {
    return BootableDomain.prepare(
        "<domain type='qemu'>" + os + "<devices>" + CONVERTED_DEVICES + "</devices></domain>", "proof", fresh());
  }

  private Path fresh() {
    try {
      return Files.createTempDirectory(folder, "d");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static ConversionResult result(String boot, String devices) {
    String source = "<domain type='xen'>" + boot + devices + "</domain>";
    GuestImplications implications =
        new GuestImplications(RENAMES, Optional.empty(), List.of(), BootChange.UNCHANGED);
    return new ConversionResult(Outcome.CONVERTED, "x", source, source, source, List.of(), List.of(), implications);
  }

  private static DiskRename rename(String device, String xenName, String target, boolean boot) {
    return new DiskRename(device, xenName, target, "virtio", target, false, boot);
  }
}
