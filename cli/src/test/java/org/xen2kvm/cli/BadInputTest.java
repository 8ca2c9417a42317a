package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;

/** Whatever is given as a definition: a clear message, the right exit code, nothing written, nothing lost. */
final class BadInputTest {
  @TempDir Path dir;

  private Ran convert(String text) throws IOException {
    Cli.write(dir, "bad.xml", text);
    Ran ran = Cli.run(dir, "convert", "bad.xml", "-o", "out.xml");
    assertThat(dir.resolve("out.xml")).doesNotExist();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("bad.xml:").doesNotContain("internal error", "\tat ");
    return ran;
  }

  @Test
  void notXml() throws IOException {
    Ran ran = convert("web1 runs on xen3\n");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).isEqualTo("""
        bad.xml:1:1: error: The text is neither XML nor a configuration for xl or xm [refuse-no-definition]
            Give the guest's own file: virsh dumpxml --inactive DOMAIN > FILE, or its configuration from /etc/xen.
        """);
  }

  @Test
  void nothingAtAll() throws IOException {
    Ran ran = convert("");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains("[refuse-no-definition]");
  }

  @Test
  void truncated() throws IOException {
    String whole = Cli.xen("web1");
    Ran ran = convert(whole.substring(0, whole.length() - 40));

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains("[refuse-malformed]");
  }

  @Test
  void latin1() throws IOException {
    Files.write(dir.resolve("latin1.xml"), Cli.xen("b\u00FCro").getBytes(ISO_8859_1));
    Ran ran = Cli.run(dir, "convert", "latin1.xml");

    assertThat(ran).isEqualTo(new Ran(65, "", """
        latin1.xml:2:10: error: The byte 0xFC is not UTF-8 [refuse-encoding]
            Convert it, and the encoding in its XML declaration: iconv -f OLD -t UTF-8 FILE.
        """));
  }

  @Test
  void utf8IsNoProblem() throws IOException {
    Cli.write(dir, "utf8.xml", Cli.xen("b\u00FCro"));

    Ran ran = Cli.run(dir, "convert", "utf8.xml");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("<name>b\u00FCro</name>");
  }

  @Test
  void utf16() throws IOException {
    Files.write(dir.resolve("utf16.xml"), Cli.xen("web1").getBytes(UTF_16));
    Ran ran = Cli.run(dir, "convert", "utf16.xml");

    assertThat(ran).isEqualTo(new Ran(65, "", """
        utf16.xml:1:1: error: The file is in UTF-16, not UTF-8 [refuse-encoding]
            Convert it, and the encoding in its XML declaration: iconv -f UTF-16 -t UTF-8 FILE.
        """));
  }

  @Test
  void aGigabyte() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(dir.resolve("huge.xml").toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    Ran ran = Cli.run(dir, "convert", "huge.xml");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err())
        .startsWith("huge.xml: error: The input is longer than 4194304 bytes, libvirt's own limit "
            + "[refuse-too-large]\n");
  }

  @Test
  void endlessStandardInput() {
    Ran ran = Cli.runWithInput(dir, new byte[5 << 20], "convert", "-");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains("[refuse-too-large]");
  }

  @Test
  void hundredThousandAttributes() throws IOException {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      attributes.append(" a").append(i).append("='1'");
    }

    Ran ran = convert("<domain type='xen'" + attributes + "/>");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains("[refuse-too-large]");
  }

  @Test
  void nestedHundredThousandDeep() throws IOException {
    Ran ran = convert("<domain type='xen'>" + "<a>".repeat(100_000) + "</a>".repeat(100_000) + "</domain>");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains("[refuse-too-large]");
  }

  @Test
  void externalEntity() throws IOException {
    Path secret = Cli.write(dir, "secret", "top secret");
    Ran ran = convert("<!DOCTYPE d [<!ENTITY x SYSTEM '" + secret.toUri()
        + "'>]>\n<domain type='xen'><name>&x;</name></domain>");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains("[refuse-doctype]").doesNotContain("top secret");
  }

  @Test
  void entityBomb() throws IOException {
    Ran ran = convert("<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c "
        + "'&b;&b;&b;&b;&b;'>]>\n"
        + "<domain type='xen'><name>&c;</name></domain>");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains("[refuse-doctype]");
  }

  @Test
  void anotherRoot() throws IOException {
    Ran ran = convert("<network>\n  <name>default</name>\n</network>\n");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains(": error: ");
  }

  @Test
  void severalDomains() throws IOException {
    Ran ran = convert("<domains>\n" + Cli.xen("a") + Cli.xen("b") + "</domains>\n");

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains(": error: ");
  }

  @Test
  void severalRoots() throws IOException {
    Ran ran = convert(Cli.xen("a") + Cli.xen("b"));

    assertThat(ran.code()).isEqualTo(65);
    assertThat(ran.err()).contains("[refuse-malformed]");
  }

  @Test
  void noSuchFile() {
    assertThat(Cli.run(dir, "convert", "missing.xml"))
        .isEqualTo(new Ran(1, "", "missing.xml: error: Cannot be read: No such file or directory\n"));
  }

  @Test
  void aNameThatIsNoPath() {
    Ran ran = Cli.run(dir, "convert", "a\0b.xml");

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("a?b.xml: error: This is no path");
  }

  @Test
  void aDirectoryWithoutADefinition() throws IOException {
    Cli.write(dir, "exports/notes", "no definition");
    Cli.write(dir, "exports/.hidden.xml", Cli.xen("hidden"));

    Ran ran = Cli.run(dir, "convert", "exports", "-o", "out");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).isEqualTo("""
        exports: error: There is no domain definition in this directory
            Copy /etc/xen of the Xen host into it, or export the domains (virsh dumpxml --inactive DOMAIN > DIR/DOMAIN.xml); \
        a file that is named itself is never passed over.
        1 file: 0 converted, 0 unchanged, 0 refused, 1 failed; 1 other file passed over
        """);
  }

  @Test
  void aPipe() throws IOException, InterruptedException {
    Path pipe = dir.resolve("pipe.xml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor()).isZero();

    Ran ran = Cli.run(dir, "convert", "pipe.xml");

    assertThat(ran).isEqualTo(new Ran(65, "", """
        pipe.xml: error: This is not a regular file
            Pipe its content in instead: ... | xen2kvm convert -
        """));
  }

  @Test
  void aFileThatCannotBeRead() throws IOException {
    // Nothing is mapped at address 0 of this process, so the kernel fails the read, also for root.
    Files.createSymbolicLink(dir.resolve("broken.xml"), Path.of("/proc/self/mem"));

    assertThat(Cli.run(dir, "convert", "broken.xml"))
        .isEqualTo(new Ran(1, "", "broken.xml: error: Cannot be read: Input/output error\n"));
  }

  @Test
  void aFileThatMayNotBeRead() throws IOException {
    Path file = Cli.write(dir, "locked.xml", Cli.xen("web1"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    boolean enforced = !Files.isReadable(file);
    if (!enforced) {
      System.out.println("Skipped BadInputTest.aFileThatMayNotBeRead: root may read every file");
    }
    assumeTrue(enforced, "root may read every file");

    assertThat(Cli.run(dir, "convert", "locked.xml"))
        .isEqualTo(new Ran(1, "", "locked.xml: error: Cannot be read: Permission denied\n"));
  }

  @Test
  void aFullDiskLosesNothingAndStopsNothing() throws IOException {
    Configuration small = Configuration.unix().toBuilder().setAttributeViews("basic", "posix").setBlockSize(512)
        .setMaxSize(128 * 512).setMaxCacheSize(0).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      Path work = Files.createDirectory(disk.getPath("/small"));
      Cli.write(work, "in/a.xml", Cli.xen("a"));
      Cli.write(work, "in/b.xml", Cli.xen("b").replace("  <name>", "  <!--" + "x".repeat(35_000) + "-->\n  <name>"));
      Cli.write(work, "in/c.xml", Cli.xen("c"));

      Ran ran = Cli.run(work, "convert", "in", "-o", "out", "--jobs", "1");

      assertThat(ran.code()).isEqualTo(4);
      assertThat(ran.err()).isEqualTo("in/b.xml: error: The output cannot be written: out of disk space\n"
          + "3 files: 2 converted, 0 unchanged, 0 refused, 1 failed\n");
      assertThat(Cli.files(work)).containsExactly("in/a.xml", "in/b.xml", "in/c.xml", "out/in/a.xml", "out/in/c.xml");
      assertThat(Files.readString(work.resolve("out/in/c.xml"))).isEqualTo(Cli.converted(Cli.xen("c")));
    }
  }

  @Test
  void namesCannotSendCommandsToATerminal() throws IOException {
    Cli.write(dir, "\u001B[31mred.xml", "no xml");

    Ran ran = Cli.run(dir, "convert", "\u001B[31mred.xml");

    assertThat(ran.err()).startsWith("?[31mred.xml:1:1: error: ").doesNotContain("\u001B");
  }
}
