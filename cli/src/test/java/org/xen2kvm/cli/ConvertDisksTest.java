package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.image.DiskImage;
import org.xen2kvm.guestfix.image.QemuImg;
import org.xen2kvm.migration.json.JsonSchemas;

/** The disks that converted definitions name, looked at and copied. */
final class ConvertDisksTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path folder = Path.of("");
  private Path disk = Path.of("");

  @BeforeEach
  void makeGuest() throws IOException {
    byte[] content = new byte[3 * MEBIBYTE];
    new Random(1).nextBytes(content);
    disk = Files.write(folder.resolve("web1.raw"), content);
    Cli.write(folder, "web1.xml", definition("web1"));
  }

  private String definition(String name) {
    return Cli.xen(name).replace("/var/lib/xen/images", folder.toString());
  }

  private Ran run(String... arguments) {
    return Cli.run(folder, arguments);
  }

  @Test
  void withoutAnOptionDisksAreNotLookedAt() throws IOException {
    Files.delete(disk);

    assertThat(run("convert", "web1.xml").code()).isZero();
  }

  @Test
  void aDiskThatIsNotThereRefusesTheDomainWhereItIsAskedFor() throws IOException {
    Files.delete(disk);

    for (String command : new String[] {"convert", "diff", "validate"}) {
      Ran ran = run(command, "web1.xml", "--check-disks");

      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.out() + ran.err()).contains(
          "web1.xml:12:5: error: " + disk + ": There is no such disk on this host [source-disks]", "/domain/devices/disk");
    }
  }

  @Test
  void aRawDiskThatLooksLikeAnImageIsTold() throws IOException {
    Cli.write(folder, "web1.raw", "KDMV" + " ".repeat(MEBIBYTE));

    Ran ran = run("convert", "web1.xml", "--check-disks");

    assertThat(ran.code()).isZero();
    assertThat(ran.err()).contains("warning: ", "declared raw, but its bytes look like vmdk");
    assertThat(ran.out()).contains("type='raw'");
  }

  @Test
  void aDiskThatIsAsDeclaredIsNotTalkedAbout() {
    assertThat(run("convert", "web1.xml", "--check-disks").err()).isEqualTo(run("convert", "web1.xml").err());
  }

  @Test
  void copiesAreMadeAndNamed() {
    Ran ran = run("convert", "web1.xml", "-o", "kvm.xml", "--copy", "--disk-dir", "copies", "--disk-format", "qcow2");

    Path copy = folder.resolve("copies/web1-hda.qcow2");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("xen2kvm: web1: copying to web1-hda.qcow2\n", "xen2kvm: web1: copying to web1-hda.qcow2, 100 %\n",
        "xen2kvm: web1: comparing web1-hda.qcow2, 100 %\n");
    assertThat(folder.resolve("kvm.xml")).content().contains("<source file='" + copy + "'/>", "type='qcow2'");
    assertThat(new QemuImg().same(new DiskImage(disk, DiskFormat.RAW), new DiskImage(copy, DiskFormat.QCOW2))).isTrue();
  }

  @Test
  void copiesAreToldInEvents() throws IOException {
    Cli.write(folder, "in/web1.xml", definition("web1"));
    Cli.write(folder, "in/notes.txt", "no definition");
    Cli.write(folder, "in/web2.xml", definition("web2"));

    Ran ran = run("convert", "in", "-o", "out", "--copy", "--disk-dir", "copies", "-j", "1", "-q", "--color", "always", "--events", "-");

    assertThat(ran.code()).isEqualTo(4);
    List<JsonNode> events = new ArrayList<>();
    for (String line : ran.out().lines().toList()) {
      assertThat(JsonSchemas.problems("events", line)).as(line).isEmpty();
      events.add(JsonSchemas.tree(line));
    }
    assertThat(events).extracting(event -> event.path("event").asText()).startsWith("run-begun", "guest-begun", "step-begun", "step-at")
        .endsWith("guest-ended", "guest-begun", "guest-ended", "run-ended");
    assertThat(events.get(0).path("inputs").get(0).asText()).isEqualTo("in");
    assertThat(events).filteredOn(event -> event.path("percent").asDouble() == 100)
        .extracting(event -> event.path("input").asText() + " " + event.path("guest").asText() + " " + event.path("phase").asText())
        .containsExactly("in/web1.xml web1 copying", "in/web1.xml web1 reading-back");
    assertThat(events.get(events.size() - 2).path("messages").get(0).asText()).startsWith("in/web2.xml:12:5: error: ");
    assertThat(events.get(events.size() - 1).path("outcome").asText()).isEqualTo("incomplete");
  }

  @Test
  void eventsAndOtherDataDoNotShareStandardOutput() {
    assertThat(run("convert", "web1.xml", "--events", "-", "--format", "json").code()).isEqualTo(64);
    assertThat(run("convert", "web1.xml", "--events", "-", "-o", "-").code()).isEqualTo(64);
    assertThat(run("convert", "web1.xml", "--events", "-").out().lines()).hasSize(4).noneMatch(line -> line.startsWith("<"));
    assertThat(run("diff", "web1.xml", "--events", "-").code()).as("diff copies nothing").isEqualTo(64);
  }

  @Test
  void copiesAreQuietAndReported() {
    Ran ran = run("convert", "web1.xml", "-o", "kvm.xml", "--copy", "--disk-dir", "copies", "-q", "--format", "json");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("\"disk-copied\"", "copies/web1-hda.img");
  }

  @Test
  void aDryRunCopiesNothingAndShowsWhatItWould() throws IOException {
    for (String[] arguments : new String[][] {{"convert", "--dry-run"}, {"diff", "-v"}}) {
      Ran ran = run(arguments[0], arguments[1], "web1.xml", "--copy", "--disk-dir", "copies", "--disk-format", "qcow2");

      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).contains("+      <source file='" + folder.resolve("copies/web1-hda.qcow2") + "'/>");
    }
    assertThat(folder.resolve("copies")).doesNotExist();
  }

  @Test
  void aFailedCopyWritesNoDefinition() throws IOException {
    Cli.write(folder, "copies/web1-hda.img", "precious");

    Ran ran = run("convert", "web1.xml", "-o", "kvm.xml", "--copy", "--disk-dir", "copies");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("web1.xml: error: ", "exists, and is no copy that this tool made", "Remove it by hand");
    assertThat(folder.resolve("kvm.xml")).doesNotExist();
  }

  @Test
  void oneGuestsFailureDoesNotKeepTheOthersFromBeingCopied() throws IOException {
    Cli.write(folder, "in/web1.xml", definition("web1"));
    Cli.write(folder, "in/web2.xml", definition("web2"));

    Ran ran = run("convert", "in", "-o", "out", "--copy", "--disk-dir", "copies");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(Cli.files(folder.resolve("out"))).containsExactly("in/web1.xml");
    assertThat(Cli.files(folder.resolve("copies"))).containsExactly(".web1-hda.img.xen2kvm-copy.json", "web1-hda.img");
  }

  @Test
  void theSameCommandAgainFinishesWhatAnInterruptedBatchLeft() throws IOException {
    Cli.write(folder, "in/web1.xml", definition("web1"));
    String[] command = {"convert", "in", "-o", "out", "--copy", "--disk-dir", "copies"};
    assertThat(run(command).code()).isZero();
    Files.write(folder.resolve("web2.raw"), Files.readAllBytes(disk));
    Cli.write(folder, "in/web2.xml", definition("web2"));

    Ran again = run(command);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("2 files: 2 converted");
    assertThat(Cli.files(folder.resolve("out"))).containsExactlyInAnyOrder("in/web1.xml", "in/web2.xml");
    assertThat(run("convert", "web1.xml", "-o", "one.xml", "--copy", "--disk-dir", "copies").code()).isZero();
    assertThat(run("convert", "web1.xml", "-o", "one.xml", "--copy", "--disk-dir", "copies").code()).isZero();
    assertThat(run("convert", "web1.xml", "-o", "one.xml").code()).as("without --copy any output in the way is told").isEqualTo(1);
  }

  @Test
  void anotherOutputInTheWayIsToldBeforeAnythingIsCopied() throws IOException {
    Cli.write(folder, "kvm.xml", "precious");
    Cli.write(folder, "kvm/web1.xml", "precious");
    Files.createDirectories(folder.resolve("folder.xml/web1.xml"));

    for (String output : new String[] {"kvm.xml", "kvm/", "folder.xml"}) {
      Ran ran = run("convert", "web1.xml", "-o", output, "--copy", "--disk-dir", "copies");

      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("error: The output ", " exists");
      assertThat(folder.resolve("copies")).doesNotExist();
    }
    assertThat(folder.resolve("kvm.xml")).hasContent("precious");
  }

  @Test
  void anOutputThatCannotBeWrittenIsToldBeforeAnythingIsCopied() throws IOException {
    Cli.write(folder, "file", "precious");
    Files.createDirectories(folder.resolve("out/web1.xml"));

    assertThat(run("convert", "web1.xml", "-o", "nowhere/kvm.xml", "--copy", "--disk-dir", "copies").code()).isEqualTo(1);
    assertThat(run("convert", "web1.xml", "-o", "file/kvm.xml", "--copy", "--disk-dir", "copies").code()).isEqualTo(1);
    Ran ran = run("convert", "web1.xml", "-o", "out", "--force", "--copy", "--disk-dir", "copies");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("is a directory");

    assertThat(folder.resolve("copies")).doesNotExist();
  }

  @Test
  void optionsThatDoNotGoTogetherAreUsageErrors() {
    assertThat(run("convert", "web1.xml", "--disk-dir", "copies")).satisfies(ran -> {
      assertThat(ran.code()).isEqualTo(64);
      assertThat(ran.err()).contains("--disk-dir goes only with --copy: without it disks stay where they are");
    });
    assertThat(run("convert", "web1.xml", "--disk-format", "raw").err()).contains("--disk-format goes only with --copy");
    assertThat(run("convert", "web1.xml", "--copy").err()).contains("--copy: name the folder for the copies with --disk-dir DIR");
    assertThat(run("convert", "web1.xml", "--copy", "--disk-dir", "c", "--disk-format", "vmdk"))
        .satisfies(ran -> assertThat(ran.err()).contains("--disk-format: vmdk is none of raw, qcow2"));
    assertThat(folder.resolve("copies")).doesNotExist();
  }
}
