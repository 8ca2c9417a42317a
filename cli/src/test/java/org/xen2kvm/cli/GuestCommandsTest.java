package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.guestfix.fs.DirectoryFilesystem;
import org.xen2kvm.guestfix.image.DiskFormat;
import org.xen2kvm.guestfix.inspect.GuestTrees;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.json.JsonSchemas;
import org.xen2kvm.migration.json.PlanFile;

/** inspect, plan and apply as whole runs, on real images with a made-up guest inside. */
final class GuestCommandsTest {
  @TempDir private Path folder = Path.of("");

  private final MemoryGuest debian = MemoryGuest.tree("debian12");
  private SourceGuest guest = new SourceGuest(folder, List.of());

  @BeforeEach
  void makeTheGuest() throws IOException {
    guest = SourceGuest.in(folder, 1);
    Cli.write(folder, "web1.xml", guest.definition());
  }

  private Ran run(String... args) {
    return GuestCli.run(folder, debian, args);
  }

  // ---- wrong arguments

  @ParameterizedTest
  @ValueSource(strings = {
      "inspect", "plan", "apply",
      "inspect web1-a.img --format yaml", "plan web1.xml --format xml",
      "inspect web1-a.img --input-format iso", "plan web1-a.img --appliance-memory 10", "plan web1-a.img --jobs 0",
      "plan web1.xml --initramfs maybe", "plan web1.xml --keep all", "plan web1.xml --boot-code none",
      "plan web1.xml --skip-fix no-such-fix", "plan web1.xml --key-file none", "plan web1.xml --key-command web1.xml",
      "plan web1.xml web1-a.img", "apply web1.plan.json web1.xml", "plan web1.xml -o web1.xml",
      "apply some.plan.json --keep commit", "apply some.plan.json --work-dir /tmp",
      "apply some.plan.json --skip-fix fstab-stable-names",
      "plan none.xml"})
  void areUsageErrors(String arguments) {
    Ran ran = run(arguments.split(" "));

    assertThat(ran.code()).as("%s", ran).isEqualTo(64);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("xen2kvm");
    assertThat(debian.read()).isEmpty();
    assertThat(debian.written()).isEmpty();
  }

  @Test
  void definitionsAndDisksAreNotMixed() {
    assertThat(run("plan", "web1.xml", "web1-a.img").err()).contains("web1.xml is a definition").contains("web1-a.img a disk");
  }

  @Test
  void aMistypedFixIsGuessed() {
    assertThat(run("plan", "web1.xml", "--skip-fix", "fstab-stable-name").err()).contains("fstab-stable-names");
  }

  @Test
  void findingsAreColouredAsThoseOfConvert() {
    Ran inspected = GuestCli.run(folder, new MemoryGuest(DirectoryFilesystem::inMemory), "inspect", "web1-a.img", "--color", "always");
    Ran planned = GuestCli.run(folder, new MemoryGuest(DirectoryFilesystem::inMemory), "plan", "web1-a.img", "--color", "always");

    assertThat(inspected.err()).contains("web1-a.img: \u001B[31merror\u001B[0m: ");
    assertThat(planned.out()).contains("web1-a.img: \u001B[31merror\u001B[0m: ");
  }

  // ---- inspect

  @Test
  void inspectTellsWhatIsInside() {
    Ran ran = run("inspect", "web1.xml");

    assertThat(ran.code()).as("%s", ran.err()).isZero();
    assertThat(ran.out()).startsWith("web1.xml\n")
        .contains("  system: Debian GNU/Linux 12 (bookworm)", "  kernel: 6.1.0-31-amd64");
  }

  @Test
  void inspectAsJsonKeepsToTheSchema() {
    assertThat(JsonSchemas.problems("inspection", run("inspect", "web1-a.img", "--format", "json").out())).isEmpty();
  }

  @Test
  void convertTakesTheFactsThatInspectGives() throws IOException {
    Ran facts = run("inspect", "web1.xml", "--format", "facts");
    Cli.write(folder, "web1.facts", facts.out());

    Ran converted = run("convert", "web1.xml", "--guest-facts", "web1.facts");

    assertThat(facts.out()).contains("os: linux", "name: 'Debian GNU/Linux 12 (bookworm)'", "virtio-disk: false",
        "virtio-net: true");
    assertThat(converted.code()).as("%s", converted.err()).isZero();
  }

  @Test
  void factsOfAHostileNameAreStillFacts() throws IOException {
    MemoryGuest hostile = new MemoryGuest(() -> GuestTrees.named("debian12")
        .file("/etc/os-release", "ID=debian\nPRETTY_NAME=\"it's: {a} #\u001b[31m\u0085\u2028 \u007f - x\"\n").filesystem());
    Cli.write(folder, "facts", GuestCli.run(folder, hostile, "inspect", "web1.xml", "--format", "facts").out());

    Ran converted = run("convert", "web1.xml", "--guest-facts", "facts");

    assertThat(converted.code()).as("%s", converted.err()).isZero();
  }

  @Test
  void theFormatOfADiskIsDeclaredAndNotProbed() throws IOException {
    Files.copy(folder.resolve("web1-a.img"), folder.resolve("disk.qcow2"));

    assertThat(run("inspect", "disk.qcow2").code()).isEqualTo(3);
    assertThat(run("inspect", "disk.qcow2", "--input-format", "raw").code()).isZero();
    assertThat(debian.read()).singleElement().satisfies(images ->
        assertThat(images.get(0).format()).isEqualTo(DiskFormat.RAW));
  }

  @Test
  void aGuestThatIsNotKnownIsRefused() {
    Ran ran = GuestCli.run(folder, new MemoryGuest(DirectoryFilesystem::inMemory), "inspect", "web1-a.img");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("error:");
  }

  // ---- plan

  @Test
  void planShowsEveryChangeAndMakesNone() {
    Map<String, String> before = guest.files();

    Ran ran = run("plan", "web1.xml");

    assertThat(ran.code()).as("%s", ran.err()).isZero();
    assertThat(ran.out()).contains("--- a/etc/fstab", "-<domain type='xen'>", "+<domain type='kvm'>",
        "append to /boot/initrd.img",
        "changes go to the overlay " + folder + "/web1-xvda.xen2kvm.qcow2", "definition: " + folder + "/web1.xen2kvm.xml");
    assertThat(guest.files()).isEqualTo(before);
    assertThat(run("plan", "web1.xml", "--detailed-exitcode").code()).isEqualTo(2);
  }

  @Test
  void planWritesAPlanForItsOwnerAlone() throws IOException {
    Ran ran = run("plan", "web1.xml", "-o", "plans");

    Path plan = folder.resolve("plans/web1.plan.json");
    assertThat(ran.code()).as("%s", ran.err()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plan))).isEqualTo("rw-------");
    assertThat(JsonSchemas.problems("plan", Files.readString(plan))).isEmpty();
    Ran again = run("plan", "web1.xml", "-o", "plans");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("--force");
    assertThat(run("plan", "web1.xml", "-o", "plans", "--force").code()).isZero();
  }

  @Test
  void planAsJsonKeepsToTheSchema() {
    String json = run("plan", "web1.xml", "--format", "json").out();

    assertThat(JsonSchemas.problems("plan", json)).isEmpty();
    assertThat(PlanFile.read(json).name()).isEqualTo("web1");
  }

  @Test
  void passwordsAreHiddenInReports() throws IOException {
    Cli.write(folder, "web1.xml", guest.definition().replace("  </devices>",
        "    <graphics type='vnc' port='-1' passwd='hunter2'/>\n  </devices>"));

    assertThat(run("plan", "web1.xml").out()).doesNotContain("hunter2").contains("<graphics");
    assertThat(run("plan", "web1.xml", "--show-secrets").out()).contains("hunter2");
  }

  @Test
  void aPlanThatIsRefusedSaysWhyAndExitsWith3() throws IOException {
    Cli.write(folder, "web2.xml", guest.definition().replace("web1-a.img", "none.img"));

    Ran ran = run("plan", "web2.xml");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).contains("error: There is no such disk on this host [source-disks]");
  }

  @Test
  void theOtherGuestsOfABatchAreStillPlanned() throws IOException {
    Cli.write(folder, "web2.xml", guest.definition().replace("web1-a.img", "none.img").replace("web1<", "web2<"));

    Ran ran = run("plan", "web2.xml", "web1.xml", "--jobs", "2");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).containsSubsequence("# Guest web2 (web2.xml)", "# Guest web1 (web1.xml)", "--- a/etc/fstab");
  }

  // ---- apply

  @Test
  void applyDoesWhatWasReviewed() {
    run("plan", "web1.xml", "-o", "plans");

    Ran ran = run("apply", "plans/web1.plan.json");

    assertThat(ran.code()).as("%s", ran.err()).isZero();
    assertThat(ran.out()).isEqualTo("""
        done: web1
          disk: %1$s/web1-xvda.xen2kvm.qcow2
          definition: %1$s/web1.xen2kvm.xml
          domain: web1 on qemu+ssh://kvm1/system, running; the guest is up: login
          journal: %1$s/.state/web1
          keep it: xen2kvm commit web1; undo it: xen2kvm rollback web1
        """.formatted(folder));
    assertThat(guest.files()).containsKeys("web1-xvda.xen2kvm.qcow2", "web1.xen2kvm.xml", "web1.xen2kvm.vmlinuz");
  }

  @Test
  void applyPlansAndAppliesAtOnce() {
    Ran ran = run("apply", "web1.xml", "--work-dir", "work", "--verbose");

    assertThat(ran.code()).as("%s", ran.err()).isZero();
    assertThat(ran.out()).contains("--- a/etc/fstab", "done: web1\n  disk: " + folder + "/work/web1-xvda.xen2kvm.qcow2");
    assertThat(ran.err()).contains("xen2kvm: web1: making overlays\n", "xen2kvm: web1: verifying the guest\n");
  }

  @Test
  void applyingTwiceSaysSo() {
    assertThat(run("apply", "web1.xml").code()).isZero();
    Map<String, String> first = guest.files();

    Ran again = run("apply", "web1.xml");

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("web1 has been migrated on", "xen2kvm rollback web1");
    assertThat(again.out()).isEmpty();
    assertThat(run("plan", "web1.xml").code()).isEqualTo(3);
    assertThat(guest.files()).isEqualTo(first);
  }

  @Test
  void aStalePlanExitsWith5() throws IOException {
    run("plan", "web1.xml", "-o", "plans");
    try (RandomAccessFile image = new RandomAccessFile(guest.images().get(0).toFile(), "rw")) {
      image.write(1);
    }

    Ran ran = run("apply", "plans/web1.plan.json");

    assertThat(ran.code()).isEqualTo(5);
    assertThat(ran.err()).contains("web1-a.img has changed since the plan was made");
  }

  @Test
  void whatFailsExitsWith1AndSaysWhatWasLeft() {
    Ran ran = GuestCli.run(folder, MemoryGuest.tree("debian12").failingAt(20), "apply", "web1.xml");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("web1.xml: error: made to fail", "The source disks are as they were");
  }

  @Test
  void aRefusedGuestIsToldWithItsFindings() {
    Ran ran = GuestCli.run(folder, new MemoryGuest(DirectoryFilesystem::inMemory), "apply", "web1-a.img");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("error:");
  }

  @ParameterizedTest
  @CsvSource({"'{\"formatVersion\": 7}', 3", "'', 3", "'[', 3"})
  void whatIsNoPlanIsRefused(String text, int code) throws IOException {
    Cli.write(folder, "bad.plan.json", text);

    Ran ran = run("apply", "bad.plan.json");

    assertThat(ran.code()).isEqualTo(code);
    assertThat(ran.err()).contains("This is no plan of this tool");
  }

  @Test
  void aPlanThatIsNotThereOrIsNoTextIsToldBesideTheOthers() throws IOException {
    run("plan", "web1.xml", "-o", "plans");
    Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThat(run("apply", "none.json").code()).isEqualTo(1);
    assertThat(run("apply", "binary.json").code()).isEqualTo(3);
    Ran ran = run("apply", "none.json", "plans/web1.plan.json");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("cannot be read: No such file or directory");
    assertThat(ran.out()).contains("done: web1");
  }

  @Test
  void aKeyFileMayHaveAnEqualsSignInItsName() throws IOException {
    Cli.write(folder, "a=b.key", "secret");
    Cli.write(folder, "c.key", "secret");

    assertThat(run("inspect", "web1.xml", "--key-file", "a=b.key").code()).isZero();
    assertThat(run("inspect", "web1.xml", "--key-file", "/dev/xvda2=c.key").code()).isZero();
    assertThat(run("inspect", "web1.xml", "--key-file", "/dev/xvda2=d.key").code()).isEqualTo(64);
  }
}
