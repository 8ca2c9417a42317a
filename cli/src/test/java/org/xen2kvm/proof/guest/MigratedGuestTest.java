package org.xen2kvm.proof.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.runner.boot.BootExpectation;
import org.xen2kvm.runner.boot.BootProbe;
import org.xen2kvm.runner.boot.BootWatch;
import org.xen2kvm.runner.libvirt.EmbeddedLibvirt;

/**
 * Each guest of {@code testdata/guests}, whose initramfs has no virtio, taken to KVM by the commands that a user would use:
 * planned, applied, booted under libvirt and QEMU to its login, and asked how it is; rolled back, its disks being what they were
 * to the byte; applied again and committed; and booted from its disks.
 */
final class MigratedGuestTest {
  /** Emulated, on a busy machine, with two processors. */
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(6);

  static List<String> guests() {
    return GuestImages.wanted();
  }

  @ParameterizedTest
  @MethodSource("guests")
  void bootsRollsBackAndIsCommitted(String name) throws IOException {
    EmbeddedLibvirt libvirt = EmbeddedLibvirt.shared();
    Path built = GuestImages.of(name);
    GuestExpectation expected = GuestExpectation.of(built);
    Path folder = libvirt.newFolder();
    List<Path> disks = copies(expected.disks(built), folder);
    Path definition = folder.resolve("exported.xml");
    Files.writeString(definition, GuestImages.text(built.resolve("domain.xml")).replace(built.toString(), folder.toString()));
    List<String> before = digests(disks);
    MigrationCommands commands = new MigrationCommands(folder, libvirt.uri());
    String domain = expected.value("name");

    try {
      commands.plan(definition, keys(expected, folder));
      commands.apply(domain, keys(expected, folder));
      expectHealthy(BootReport.of(commands.console(domain)), expected);
      assertThat(digests(disks)).as("source disks while the guest runs").isEqualTo(before);

      commands.run("rollback", domain);
      assertThat(libvirt.runner().list()).as("domains after rollback").noneMatch(known -> known.name().equals(domain));
      assertThat(digests(disks)).as("source disks after rollback").isEqualTo(before);
      assertThat(files(folder.resolve("work"))).as("files after rollback").isEmpty();

      commands.apply(domain, keys(expected, folder), "--no-start");
      commands.run("commit", domain);
      assertThat(files(folder.resolve("work"))).as("files after commit").noneMatch(file -> file.endsWith(".qcow2"));
      expectLogin(libvirt, domain, expected.value("login"));
    } finally {
      libvirt.remove(domain);
    }
  }

  private static void expectLogin(EmbeddedLibvirt libvirt, String domain, String login) {
    org.xen2kvm.runner.boot.BootReport again = new BootWatch().start(libvirt.runner(), domain,
        new BootExpectation(List.of(new BootProbe.LoginPrompt()), BOOT_LIMIT), text -> false, () -> false, text -> {});
    assertThat(again.proven()).as("boots from its own disks: %s%n%s%n%s",
        again.failure(), again.serialTail(), libvirt.emulatorLog(domain)).isTrue();
    assertThat(again.serialTail()).contains(login);
  }

  private static void expectHealthy(BootReport report, GuestExpectation expected) {
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
  }

  private static List<String> keys(GuestExpectation expected, Path folder) throws IOException {
    List<String> arguments = new ArrayList<>();
    for (String container : expected.values("luks")) {
      Path key = folder.resolve("key");
      Files.writeString(key, container.split(" ")[1] + "\n");
      arguments.addAll(List.of("--key-file", key.toString()));
    }
    return arguments;
  }

  /** Holes stay holes. */
  private static List<Path> copies(List<Path> disks, Path folder) {
    List<Path> copies = new ArrayList<>();
    for (Path disk : disks) {
      Path copy = folder.resolve(disk.getFileName());
      HostCommand.run("cp", "--sparse=always", disk.toString(), copy.toString());
      copies.add(copy);
    }
    return copies;
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
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
