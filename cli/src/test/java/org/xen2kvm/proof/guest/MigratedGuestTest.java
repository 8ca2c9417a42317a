package org.xen2kvm.proof.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.cli.Main;
import org.xen2kvm.runner.DefineOption;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;
import org.xen2kvm.runner.libvirt.SerialLog;

/**
 * Each guest of {@code testdata/guests}, whose initramfs has no virtio: applied, booted under libvirt and QEMU, and asked how it is.
 * The source disks stay as they were to the byte.
 */
final class MigratedGuestTest {
  /** Emulated, on a busy machine, with two processors. */
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(6);

  static List<String> guests() {
    return GuestImages.wanted();
  }

  @ParameterizedTest
  @MethodSource("guests")
  void bootsToALoginWithItsNetworkUp(String name) throws IOException {
    EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
    Path folder = GuestImages.of(name);
    GuestExpectation expected = GuestExpectation.of(folder);
    List<String> before = digests(expected.disks(folder));
    Path work = libvirt.newFolder();

    String definition = apply(folder.resolve("domain.xml"), work, expected);
    SerialLog serial = new SerialLog(work.resolve("serial.log"));
    libvirt.runner().define(StartableGuest.of(definition, serial.file()), DefineOption.VALIDATE);
    try {
      libvirt.runner().start(expected.value("name"));
      boolean booted = serial.awaitText(BootReport.END, BOOT_LIMIT)
          && serial.awaitText(expected.value("login"), Duration.ofMinutes(1));
      assertThat(booted).as("%s boots to a login; serial port:%n%s%nemulator:%n%s",
          name, serial.text(), libvirt.emulatorLog(expected.value("name"))).isTrue();
    } finally {
      libvirt.remove(expected.value("name"));
    }

    BootReport report = BootReport.of(serial.text());
    assertThat(report.value("failed")).as("failed units").isEmpty();
    assertThat(report.value("cpus")).isEqualTo(expected.value("cpus"));
    assertThat(report.value("gateway")).endsWith(" reachable");
    for (String nic : expected.values("interface")) {
      String[] words = nic.split(" ");
      String address = words[2].equals("static") ? words[3] : "10.0.2.";
      assertThat(report.values("interface"))
          .anySatisfy(line -> assertThat(line).startsWith(words[0] + " " + words[1] + " " + address));
    }
    assertThat(report.values("swap").isEmpty()).as("swap is off").isEqualTo(expected.value("swap").equals("no"));
    for (String mount : expected.values("mount")) {
      String[] words = mount.split(" ");
      assertThat(report.values("mount")).anySatisfy(line ->
          assertThat(line).startsWith(words[0] + " ").endsWith(" " + words[1]));
    }
    assertThat(report.value("getty")).contains("ttyS0");
    assertThat(digests(expected.disks(folder))).as("source disks").isEqualTo(before);
  }

  /** Applies by the command that a user would use, and returns the definition. */
  private static String apply(Path domain, Path work, GuestExpectation expected) throws IOException {
    List<String> arguments = new ArrayList<>(
        List.of("apply", domain.toString(), "--work-dir", work.toString(), "--type", "qemu"));
    for (String container : expected.values("luks")) {
      Path key = work.resolve("key");
      Files.writeString(key, container.split(" ")[1] + "\n");
      arguments.addAll(List.of("--key-file", key.toString()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(
        arguments.toArray(new String[0]),
        InputStream.nullInputStream(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    assertThat(code).as("apply: %s%s", out.toString(UTF_8), err.toString(UTF_8)).isZero();
    String line = out.toString(UTF_8).lines().filter(each -> each.startsWith("  definition: ")).findFirst().orElseThrow();
    return GuestImages.text(Path.of(line.substring("  definition: ".length())));
  }

  private static List<String> digests(List<Path> disks) throws IOException {
    List<String> digests = new ArrayList<>();
    for (Path disk : disks) {
      try (DigestInputStream in = new DigestInputStream(Files.newInputStream(disk), MessageDigest.getInstance("SHA-256"))) {
        in.transferTo(OutputStream.nullOutputStream());
        digests.add(HexFormat.of().formatHex(in.getMessageDigest().digest()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    return digests;
  }
}
