package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;

/** Whether a domain could be live-migrated, and what makes it so, as a user asks for it. */
final class MigratableTest {
  private static final Path HOST = Path.of(System.getProperty("xen2kvm.root", ".."), "testdata/hosts/debian-12/capabilities.xml")
      .toAbsolutePath();
  private static final String CARD =
      """
      <hostdev mode='subsystem' type='pci' managed='yes'>
        <source><address domain='0x0000' bus='0x05' slot='0x00' function='0x0'/></source>
      </hostdev>
      """;

  @TempDir
  private Path dir;

  @BeforeEach
  void writeDomains() throws IOException {
    Files.writeString(dir.resolve("web1.xml"), Cli.xen("web1"), UTF_8);
    Files.writeString(dir.resolve("gpu1.xml"), Cli.xen("gpu1").replace("</devices>", CARD + "</devices>"), UTF_8);
    Files.writeString(dir.resolve("kvm1.xml"), kvm("cache='none'", "<source protocol='rbd' name='pool/kvm1'/>", ""), UTF_8);
    Files.writeString(dir.resolve("kvm2.xml"), kvm("", "<source protocol='rbd' name='pool/kvm2'/>", CARD), UTF_8);
  }

  /** A KVM domain as virsh dumpxml shows it, on storage that all hosts reach. */
  private static String kvm(String cache, String source, String device) {
    return """
        <domain type='kvm'>
          <name>kvm1</name>
          <memory unit='KiB'>1048576</memory>
          <os>
            <type arch='x86_64' machine='pc-q35-7.2'>hvm</type>
          </os>
          <features>
            <acpi/>
          </features>
          <cpu mode='host-model'/>
          <devices>
            <disk type='network' device='disk'>
              <driver name='qemu' type='raw' %s/>
              %s
              <target dev='vda' bus='virtio'/>
            </disk>
            %s
          </devices>
        </domain>
        """.formatted(cache, source, device);
  }

  @Test
  void saysNothingOfMigrationUnasked() {
    assertThat(Cli.run(dir, "validate", "web1.xml").out()).doesNotContain("-migration]");
  }

  @Test
  void saysWhatHasToBeSeenToAndEndsWellWhereItCouldBeDone() {
    Ran ran = Cli.run(dir, "validate", "--migratable", "web1.xml");

    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .contains("[os-machine-migration]", "[disk-cache-migration]", "[disk-storage-migration]")
        .contains("--copy-storage-all")
        .doesNotContain(": error:");
  }

  @Test
  void refusesWhatCouldNotBeMigrated() {
    Ran ran = Cli.run(dir, "validate", "--migratable", "gpu1.xml");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).contains(": error: ", "[hostdev-migration]");
    assertThat(Cli.run(dir, "validate", "gpu1.xml").code()).as("which nobody asked").isZero();
  }

  @Test
  void looksAtDomainsThatAreKvmOnesAlready() {
    Ran fit = Cli.run(dir, "validate", "--migratable", "kvm1.xml");
    Ran unfit = Cli.run(dir, "validate", "--migratable", "kvm2.xml");

    assertThat(fit).isEqualTo(new Ran(0, "", ""));
    assertThat(unfit.code()).isEqualTo(3);
    assertThat(unfit.out()).contains("[hostdev-migration]");
  }

  @Test
  void looksAtAWholeFolder() {
    Ran ran = Cli.run(dir, "validate", "--migratable", ".");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("4 files: 1 converted, 1 unchanged, 2 refused");
  }

  @Test
  void makesItSo() throws IOException {
    Ran ran = Cli.run(dir, "convert", "--for-live-migration", "--host", HOST.toString(), "web1.xml", "-o", "out.xml");

    assertThat(ran.code()).isZero();
    assertThat(Files.readString(dir.resolve("out.xml")))
        .contains("machine='pc-i440fx-7.2'", "cache='none'", "<cpu mode='host-model'/>");
    assertThat(ran.err()).contains("[disk-storage-migration]").doesNotContain("[os-machine-", "[disk-cache-");
    assertThat(Cli.run(dir, "validate", "--migratable", "out.xml").out())
        .contains("[disk-storage-migration]").doesNotContain("[os-machine-", "[disk-cache-", "[cpu-");
  }

  @Test
  void refusesToConvertWhatCannotBeMadeSoUnlessThePolicyTakesIt() throws IOException {
    Files.writeString(dir.resolve("site.yaml"), "for-live-migration: true\nseverity:\n  hostdev-migration: warning\n");

    assertThat(Cli.run(dir, "convert", "--for-live-migration", "gpu1.xml").code()).isEqualTo(3);
    Ran taken = Cli.run(dir, "convert", "--policy", "site.yaml", "gpu1.xml");
    assertThat(taken.code()).isZero();
    assertThat(taken.out()).contains("<hostdev", "cache='none'");
    assertThat(taken.err()).contains("warning: ", "[hostdev-migration]");
  }

  @Test
  void showsWhatWouldBeMadeSo() {
    assertThat(Cli.run(dir, "diff", "--for-live-migration", "web1.xml").out()).contains("cache='none'");
    assertThat(Cli.run(dir, "validate", "--migratable", "--for-live-migration", "web1.xml").out())
        .contains("[disk-storage-migration]").doesNotContain("[disk-cache-migration]");
    assertThat(Cli.run(dir, "convert", "--migratable", "web1.xml").code()).as("convert does, it does not ask").isEqualTo(64);
  }
}
