package org.xen2kvm.migration.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.RunnerException;
import org.xen2kvm.runner.boot.BootExpectation;
import org.xen2kvm.runner.boot.BootProbe;
import org.xen2kvm.runner.boot.BootReport;
import org.xen2kvm.runner.boot.BootWatch;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;
import org.xen2kvm.runner.libvirt.LibvirtRunner;

/** Failures that this machine's libvirt and QEMU, and SeaBIOS, are made to have: they are told as what they are. */
final class HostFailuresTest {
  private static final String NAME = "known-failure";
  private static final int LONGEST_SECONDS = 60;

  private final EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
  private final Path folder = libvirt.newFolder();
  private final Path image = folder.resolve("a.img");

  @BeforeEach
  void makeADisk() throws IOException {
    Files.write(image, new byte[1 << 20]);
  }

  /** libvirt goes on in the log of an earlier domain of that name. */
  @AfterEach
  void removeDomainAndItsLog() throws IOException {
    libvirt.remove(NAME);
    Files.deleteIfExists(libvirt.root().resolve("log/qemu").resolve(NAME + ".log"));
  }

  private String domain() {
    return """
        <domain type='qemu'>
          <name>known-failure</name>
          <memory unit='MiB'>64</memory>
          <os>
            <type arch='x86_64' machine='pc'>hvm</type>
          </os>
          <features>
            <acpi/>
          </features>
          <devices>
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='%s'/>
              <target dev='vda' bus='virtio'/>
            </disk>
            <serial type='pty'/>
          </devices>
        </domain>
        """.formatted(image);
  }

  /** Returns what libvirt says when it is to define and start a domain. */
  private String refusal(String xml) {
    try {
      libvirt.runner().define(xml, DefineOption.VALIDATE);
      libvirt.runner().start(NAME);
    } catch (RunnerException e) {
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("The domain starts:\n" + xml);
  }

  /** Libvirt may ask after an emulator before its last words are read, which are in its log alone then: there the tool looks, too. */
  private void expect(String id, String said) {
    String all = said.contains("monitor") ? said + "\n" + libvirt.emulatorLog(NAME) : said;
    assertThat(FailureCatalog.onHost(all).map(KnownFailure::id)).as(all).contains(id);
  }

  @Test
  void aDomainThatIsAllRightStarts() {
    libvirt.runner().define(domain(), DefineOption.VALIDATE);
    libvirt.runner().start(NAME);

    assertThat(FailureCatalog.onHost(libvirt.emulatorLog(NAME)).map(KnownFailure::id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "image-missing | a.img' | none.img'",
      "image-missing | <type arch | <kernel>/srv/none/vmlinuz</kernel><type arch",
      "image-format | type='raw' | type='qcow2'",
      "bridge-missing | <serial | <interface type='bridge'><source bridge='brnone0'/></interface><serial",
      "network-inactive | <serial | <interface type='network'><source network='none'/></interface><serial",
      "machine-unsupported | machine='pc' | machine='pc-i440fx-99.9'",
      "machine-unsupported | machine='pc' | machine='pc-q35-99.9'",
      "emulator-missing | <devices> | <devices><emulator>/usr/lib/xen/bin/none</emulator>",
      "emulator-missing | <devices> | <devices><emulator>/etc/passwd</emulator>",
      "emulator-missing | arch='x86_64' | arch='ia64'",
      "cpu-unsupported | <os> | <cpu mode='host-passthrough'/><os>",
      "cpu-unsupported | <os> | <cpu mode='custom' match='exact'><model fallback='forbid'>Nonsense</model></cpu><os>",
      "firmware-missing | <os> | <os firmware='efi'><firmware><feature enabled='yes' name='secure-boot'/></firmware>",
      "memory-short | unit='MiB'>64 | unit='TiB'>64",
      "kernel-unloadable | <type arch | <kernel>/bin/true</kernel><type arch",
      "display-address | <serial | <graphics type='vnc' port='5999'><listen type='address' address='203.0.113.7'/></graphics><serial",
      "xml-invalid | <devices> | <devices><nonsense/>"})
  void isToldAsWhatItIs(String id, String from, String to) {
    String broken = domain().replace(from, to);
    assertThat(broken).isNotEqualTo(domain());

    expect(id, refusal(broken));
  }

  @Test
  void aMissingBackingFileIsAMissingImage() throws IOException, InterruptedException {
    Path overlay = folder.resolve("overlay.qcow2");
    assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", image.toString(), overlay.toString())
        .start().waitFor()).isZero();
    Files.delete(image);

    expect("image-missing", refusal(domain().replace("a.img", "overlay.qcow2").replace("type='raw'", "type='qcow2'")));
  }

  @Test
  void aDiskThatSomebodyElseHasOpenIsLocked() throws IOException, InterruptedException {
    Process other = new ProcessBuilder("qemu-io", "-f", "raw", image.toString()).redirectErrorStream(true).start();
    try {
      // Its prompt is there once the image is open.
      assertThat((char) other.getInputStream().read()).isEqualTo('q');

      expect("image-locked", refusal(domain()));
    } finally {
      other.destroy();
      assertThat(other.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aNameOrAUuidThatIsTaken() {
    String uuid = "7b0c5c4e-0001-4000-8000-000000000001";
    libvirt.runner().define(domain().replace("</name>", "</name><uuid>" + uuid + "</uuid>"));

    expect("name-taken", refusal(domain().replace("</name>", "</name><uuid>" + uuid.replace("0001-4", "0002-4") + "</uuid>")));
    expect("name-taken", refusal(domain().replace("</name>", "-2</name><uuid>" + uuid + "</uuid>")));
  }

  @Test
  void aHostThatDoesNotAnswer() {
    for (String uri : List.of("qemu+tcp://127.0.0.1:1/system", "qemu+unix:///system?socket=/srv/none/libvirt-sock")) {
      try {
        LibvirtRunner.open(uri).close();
        throw new AssertionError(uri + " answers");
      } catch (RunnerException e) {
        expect("host-unreachable", String.valueOf(e.getMessage()));
      }
    }
  }

  /** SeaBIOS says on the serial port what it does where it is asked to. */
  @Test
  void firmwareThatFindsNothingToBootEndsTheWait() {
    libvirt.runner().define(domain().replace("</os>", "<bios useserial='yes'/></os>"), DefineOption.VALIDATE);

    BootReport report = new BootWatch().start(libvirt.runner(), NAME,
        new BootExpectation(List.of(new BootProbe.LoginPrompt()), Duration.ofSeconds(LONGEST_SECONDS)),
        text -> FailureCatalog.fatalOnConsole(text).isPresent(), () -> false, text -> {});

    assertThat(report.serialTail()).contains("Booting from Hard Disk");
    assertThat(FailureCatalog.onConsole(report.serialTail()).map(KnownFailure::id)).as(report.serialTail())
        .contains("no-boot-device");
  }
}
