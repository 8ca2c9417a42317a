package org.xen2kvm.runner.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.DomainState;

/** The marker images boot under a real QEMU, from every bus and in every format, and print what they were given. */
final class BootMarkerBootTest {
  /** Only ends a test that fails; a boot takes about half a second. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final String NAME = "boot-marker";

  private final EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
  private Path folder = Path.of("");

  @BeforeEach
  void makeFolder() {
    folder = libvirt.newFolder();
  }

  @AfterEach
  void removeDomain() {
    libvirt.remove(NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "vda, virtio, pc", "hda, ide, pc", "sda, scsi, pc", "sda, usb, pc", "vda, virtio, q35", "sda, sata, q35"
  })
  void diskBootsFromEveryBus(String dev, String bus, String machine) {
    Path image = BootMarker.disk(folder.resolve("disk"), DiskFormat.RAW, dev + " " + bus);

    assertThat(boot(machine, diskXml("disk", "raw", image, dev, bus))).containsExactly(dev + " " + bus);
  }

  @ParameterizedTest
  @EnumSource(DiskFormat.class)
  void diskBootsInEveryFormat(DiskFormat format) {
    Path image = BootMarker.disk(folder.resolve("disk"), format, format.libvirtName());

    assertThat(boot("pc", diskXml("disk", format.libvirtName(), image, "vda", "virtio")))
        .containsExactly(format.libvirtName());
  }

  @ParameterizedTest
  @CsvSource({"hdc, ide, pc", "sda, sata, q35", "sda, scsi, pc"})
  void cdBoots(String dev, String bus, String machine) {
    Path image = BootMarker.cd(folder.resolve("cd"), "cd on " + bus);

    assertThat(boot(machine, diskXml("cdrom", "raw", image, dev, bus))).containsExactly("cd on " + bus);
  }

  @Test
  void floppyBoots() {
    Path image = BootMarker.floppy(folder.resolve("floppy"), "floppy");

    assertThat(boot("pc", diskXml("floppy", "raw", image, "fda", "fdc"))).containsExactly("floppy");
  }

  /** SeaBIOS goes on with the next kind of device; a second hard disk it would not try. */
  @Test
  void diskWithoutBootSectorPrintsNothing() throws IOException {
    Path blank = Files.write(folder.resolve("disk"), new byte[BootMarker.DISK_BYTES]);
    Path cd = BootMarker.cd(folder.resolve("cd"), "cd");

    assertThat(boot("pc", diskXml("disk", "raw", blank, "vda", "virtio") + diskXml("cdrom", "raw", cd, "hdc", "ide")))
        .containsExactly("cd");
  }

  @Test
  void diskThatIsFirstInBootOrderBoots() {
    Path first = BootMarker.disk(folder.resolve("first"), DiskFormat.RAW, "first");
    Path second = BootMarker.disk(folder.resolve("second"), DiskFormat.RAW, "second");

    String disks = diskXml("disk", "raw", first, "vdb", "virtio") + diskXml("disk", "raw", second, "vda", "virtio");
    assertThat(boot("pc", disks)).containsExactly("first");
  }

  private List<String> boot(String machine, String disks) {
    SerialLog log = new SerialLog(folder.resolve("serial.log"));
    libvirt.runner().define(domainXml(machine, disks, log.file()), DefineOption.VALIDATE);
    libvirt.runner().start(NAME);
    List<String> markers = log.awaitBootMarkers(LIMIT);
    assertThat(libvirt.runner().state(NAME)).as(libvirt.emulatorLog(NAME)).isEqualTo(DomainState.RUNNING);
    return markers;
  }

  private static String domainXml(String machine, String disks, Path serial) {
    StringBuilder ordered = new StringBuilder();
    int order = 1;
    for (String disk : disks.split("(?<=</disk>\n)")) {
      ordered.append(disk.replace("</disk>", "  <boot order='" + order + "'/>\n</disk>"));
      order++;
    }
    return """
        <domain type='qemu'>
          <name>%s</name>
          <memory unit='MiB'>32</memory>
          <vcpu>1</vcpu>
          <os>
            <type arch='x86_64' machine='%s'>hvm</type>
          </os>
          <devices>
        %s
            <serial type='file'>
              <source path='%s'/>
            </serial>
          </devices>
        </domain>
        """.formatted(NAME, machine, ordered, serial);
  }

  private static String diskXml(String device, String format, Path image, String dev, String bus) {
    return """
        <disk type='file' device='%s'>
          <driver name='qemu' type='%s'/>
          <source file='%s'/>
          <target dev='%s' bus='%s'/>
        </disk>
        """.formatted(device, format, image, dev, bus);
  }
}
