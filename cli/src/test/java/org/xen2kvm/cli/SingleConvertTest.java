package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;

/** One definition in, one out. */
final class SingleConvertTest {
  @TempDir Path dir;

  @BeforeEach
  void writeInput() throws IOException {
    Cli.write(dir, "web1.xml", Cli.xen("web1"));
  }

  @Test
  void writesToStandardOutputAndNothingElse() throws IOException {
    Ran ran = Cli.run(dir, "convert", "web1.xml");

    assertThat(ran).isEqualTo(new Ran(0, Cli.converted(Cli.xen("web1")), ""));
    assertThat(ran.out()).contains("<domain type='kvm'>");
    assertThat(Cli.files(dir)).containsExactly("web1.xml");
  }

  @Test
  void readsStandardInput() {
    Ran ran = Cli.runWithInput(dir, Cli.xen("piped").getBytes(UTF_8), "convert", "-");

    assertThat(ran).isEqualTo(new Ran(0, Cli.converted(Cli.xen("piped")), ""));
  }

  @Test
  void namesStandardInputInMessages() {
    Ran ran = Cli.runWithInput(dir, Cli.xenWithTpm("piped").getBytes(UTF_8), "convert", "-");

    assertThat(ran.err())
        .startsWith("<stdin>:17:5: warning: The domain has a TPM, whose contents do not come along [tpm]\n");
  }

  @Test
  void standardInputIsReadOnce() {
    assertThat(Cli.run(dir, "convert", "-", "-", "-o", "out").code()).isEqualTo(64);
  }

  @Test
  void writesToAFile() throws IOException {
    Ran ran = Cli.run(dir, "convert", "web1.xml", "-o", "new.xml");

    assertThat(ran).isEqualTo(new Ran(0, "", ""));
    assertThat(dir.resolve("new.xml")).hasContent(Cli.converted(Cli.xen("web1")));
    assertThat(Cli.files(dir)).containsExactly("new.xml", "web1.xml");
  }

  @Test
  void aDashIsStandardOutput() throws IOException {
    Ran ran = Cli.run(dir, "convert", "web1.xml", "-o", "-");

    assertThat(ran).isEqualTo(new Ran(0, Cli.converted(Cli.xen("web1")), ""));
    assertThat(Cli.files(dir)).containsExactly("web1.xml");
  }

  @Test
  void aDashIsNotSharedWithAReport() throws IOException {
    Ran ran = Cli.run(dir, "convert", "web1.xml", "-o", "-", "--format", "json");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("standard output is taken by a report");
  }

  @Test
  void aSlashAtTheEndMakesItADirectory() throws IOException {
    assertThat(Cli.run(dir, "convert", "web1.xml", "-o", "new/").code()).isZero();

    assertThat(Cli.files(dir)).containsExactly("new/web1.xml", "web1.xml");
  }

  @Test
  void anExistingDirectoryIsOne() throws IOException {
    Files.createDirectory(dir.resolve("new"));

    assertThat(Cli.run(dir, "convert", "web1.xml", "-o", "new").code()).isZero();
    assertThat(Cli.files(dir)).containsExactly("new/web1.xml", "web1.xml");
  }

  @Test
  void aMissingFolderOfTheOutputIsTold() throws IOException {
    Ran ran = Cli.run(dir, "convert", "web1.xml", "-o", "missing/new.xml");

    assertThat(ran).isEqualTo(
        new Ran(1, "", "web1.xml: error: The output cannot be written: No such file or directory\n"));
    assertThat(Cli.files(dir)).containsExactly("web1.xml");
  }

  @Test
  void neverReplacesAFileUnasked() throws IOException {
    Path existing = Cli.write(dir, "new.xml", "precious");

    Ran ran = Cli.run(dir, "convert", "web1.xml", "-o", "new.xml");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("web1.xml: error: The output " + existing + " exists\n"
        + "    Choose another place with -o, or replace it with --force.\n");
    assertThat(existing).hasContent("precious");
  }

  @Test
  void neverReplacesTheInputUnasked() throws IOException {
    assertThat(Cli.run(dir, "convert", "web1.xml", "-o", "web1.xml").code()).isEqualTo(1);
    assertThat(dir.resolve("web1.xml")).hasContent(Cli.xen("web1"));
  }

  @Test
  void replacesWhenForced() throws IOException {
    assertThat(Cli.run(dir, "convert", "web1.xml", "-o", "web1.xml", "--force")).isEqualTo(new Ran(0, "", ""));
    assertThat(dir.resolve("web1.xml")).hasContent(Cli.converted(Cli.xen("web1")));
    assertThat(Cli.files(dir)).containsExactly("web1.xml");
  }

  @Test
  void forceReplacesALinkAndNotItsTarget() throws IOException {
    Path precious = Cli.write(dir, "precious", "precious");
    Files.createSymbolicLink(dir.resolve("new.xml"), precious);

    assertThat(Cli.run(dir, "convert", "web1.xml", "-o", "new.xml", "-f").code()).isZero();
    assertThat(precious).hasContent("precious");
    assertThat(dir.resolve("new.xml")).isRegularFile();
  }

  @Test
  void aFileWithAPasswordIsForItsOwnerOnly() throws IOException {
    Cli.write(dir, "secret.xml", Cli.xenWithPassword("web1", "hush"));

    assertThat(Cli.run(dir, "convert", "secret.xml", "-o", "new.xml").code()).isZero();
    assertThat(Files.readString(dir.resolve("new.xml"))).contains("passwd='hush'");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("new.xml"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileWithoutOneIsAsTheUmaskSays() throws IOException {
    assertThat(Cli.run(dir, "convert", "web1.xml", "-o", "new.xml").code()).isZero();

    assertThat(Files.getPosixFilePermissions(dir.resolve("new.xml")))
        .isEqualTo(Files.getPosixFilePermissions(dir.resolve("web1.xml")));
  }

  @Test
  void aKvmDomainComesBackAsItIs() throws IOException {
    Cli.write(dir, "kvm.xml", Cli.kvm("done"));

    assertThat(Cli.run(dir, "convert", "kvm.xml")).isEqualTo(new Ran(0, Cli.kvm("done"), ""));
    assertThat(Cli.run(dir, "convert", "kvm.xml", "-o", "same.xml").code()).isZero();
    assertThat(dir.resolve("same.xml")).hasContent(Cli.kvm("done"));
  }

  @Test
  void aByteOrderMarkIsKept() throws IOException {
    Cli.write(dir, "marked.xml", "\uFEFF" + Cli.xen("web1"));

    assertThat(Cli.run(dir, "convert", "marked.xml"))
        .isEqualTo(new Ran(0, "\uFEFF" + Cli.converted(Cli.xen("web1")), ""));
  }

  @Test
  void aRefusedDomainIsNotWritten() throws IOException {
    Cli.write(dir, "tpm.xml", Cli.xenWithTpm("web1"));

    Ran ran = Cli.run(dir, "convert", "tpm.xml", "-o", "new.xml", "--policy", Cli.strictPolicy(dir));

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo("""
        tpm.xml:17:5: error: The domain has a TPM, whose contents do not come along [tpm]
            /domain/devices/tpm
            Install swtpm on the KVM host and have the recovery keys of encrypted volumes at hand.
        """);
    assertThat(dir.resolve("new.xml")).doesNotExist();
  }

  @Test
  void aRefusedDomainIsNotPrinted() throws IOException {
    Cli.write(dir, "tpm.xml", Cli.xenWithTpm("web1"));

    assertThat(Cli.run(dir, "convert", "tpm.xml", "--policy", Cli.strictPolicy(dir)).out()).isEmpty();
  }

  @Test
  void theExitCodeCanTellOfChanges() throws IOException {
    Cli.write(dir, "kvm.xml", Cli.kvm("done"));

    assertThat(Cli.run(dir, "convert", "web1.xml", "--detailed-exitcode").code()).isEqualTo(2);
    assertThat(Cli.run(dir, "convert", "kvm.xml", "--detailed-exitcode").code()).isZero();
    assertThat(Cli.run(dir, "diff", "web1.xml", "--detailed-exitcode").code()).isEqualTo(2);
  }

  @Test
  void aDomainsNameLeadsNowhere() throws IOException {
    Cli.write(dir, "in/evil.xml", Cli.xen("../../../evil"));

    assertThat(Cli.run(dir, "convert", "in", "-o", "out").code()).isEqualTo(4);

    assertThat(Cli.files(dir)).containsExactlyInAnyOrder("in/evil.xml", "web1.xml");
  }

  @Test
  void aFileIsCalledAfterItsInputWhateverTheDomainIsCalled() throws IOException {
    Cli.write(dir, "in/evil.xml", Cli.xen(".. $(touch x)"));

    assertThat(Cli.run(dir, "convert", "in", "-o", "out").code()).isZero();

    assertThat(Cli.files(dir)).containsExactlyInAnyOrder("in/evil.xml", "web1.xml", "out/in/evil.xml");
  }

  @Test
  void aSuffixIsAddedToANameWithout() throws IOException {
    Cli.write(dir, "exports/web1.example.org", Cli.xen("web1"));

    assertThat(Cli.run(dir, "convert", "exports/web1.example.org", "-o", "out/").code()).isZero();
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("exports/web1.example.org.xml");
  }
}
