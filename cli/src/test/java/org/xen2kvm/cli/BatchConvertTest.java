package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;

/** Many definitions in one run. */
final class BatchConvertTest {
  @TempDir Path dir;

  private void exports() throws IOException {
    Cli.write(dir, "exports/web1.xml", Cli.xen("web1"));
    Cli.write(dir, "exports/db/db1.XML", Cli.xen("db1"));
    Cli.write(dir, "exports/kvm.xml", Cli.kvm("kvm"));
    Cli.write(dir, "exports/bad.xml", "<domain");
    Cli.write(dir, "exports/.hidden.xml", Cli.xen("hidden"));
    Cli.write(dir, "exports/.git/config.xml", Cli.xen("hidden"));
    Cli.write(dir, "exports/notes.txt", "no definition");
    Files.createSymbolicLink(dir.resolve("exports/loop"), dir.resolve("exports"));
    Files.createSymbolicLink(dir.resolve("exports/alias.xml"), dir.resolve("exports/web1.xml"));
  }

  @Test
  void keepsRelativePathsAndGoesOnAfterABadOne() throws IOException {
    exports();

    Ran ran = Cli.run(dir, "convert", "exports", "-o", "out");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("exports/bad.xml:1:7: error: ")
        .endsWith("\n4 files: 2 converted, 1 unchanged, 1 refused, 0 failed; 2 other files passed over\n");
    assertThat(Cli.files(dir.resolve("out")))
        .containsExactly("exports/db/db1.XML", "exports/kvm.xml", "exports/web1.xml");
    assertThat(dir.resolve("out/exports/web1.xml")).hasContent(Cli.converted(Cli.xen("web1")));
    assertThat(dir.resolve("out/exports/kvm.xml")).hasContent(Cli.kvm("kvm"));
  }

  @Test
  void exitsWithZeroWhenAllGoesWell() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    Cli.write(dir, "b.xml", Cli.kvm("b"));

    assertThat(Cli.run(dir, "convert", "a.xml", "b.xml", "-o", "out"))
        .isEqualTo(new Ran(0, "", "2 files: 1 converted, 1 unchanged, 0 refused, 0 failed\n"));
    assertThat(Cli.run(dir, "convert", "a.xml", "b.xml", "-o", "out2", "--detailed-exitcode").code()).isEqualTo(2);
    assertThat(Cli.run(dir, "diff", "b.xml", "b.xml", "--detailed-exitcode").code()).isZero();
  }

  @Test
  void asksForADirectory() throws IOException {
    exports();

    assertThat(Cli.run(dir, "convert", "exports")).isEqualTo(new Ran(64, "", """
        xen2kvm: error: There are several inputs: name a directory for the results with -o DIR, or use --dry-run
            See xen2kvm convert --help
        """));
  }

  @Test
  void refusesAnInputFolderAsDirectory() throws IOException {
    exports();
    Files.createSymbolicLink(dir.resolve("link"), dir.resolve("exports"));

    for (String output : List.of("exports", "./exports/../exports/", "link", dir.resolve("exports").toString())) {
      Ran ran = Cli.run(dir, "convert", "exports", "-o", output);
      assertThat(ran.code()).isEqualTo(64);
      assertThat(ran.err()).startsWith("xen2kvm: error: -o: exports is an input, too: ")
          .contains("inputs of the next run");
    }
    assertThat(Cli.run(dir, "convert", "exports/web1.xml", dir.resolve("exports").toString(), "-o", "exports").code()).isEqualTo(64);
    assertThat(dir.resolve("exports/exports")).doesNotExist();

    assertThat(Cli.run(dir, "convert", "exports/db", "-o", "exports/out").code()).isZero();
    assertThat(Cli.run(dir, "convert", "exports", "-o", "exports/out").err()).contains("4 files: ");
    assertThat(Cli.run(dir, "convert", "exports", "-o", "exports/out", "--force").err()).contains("4 files: ");
  }

  @Test
  void aWildcardLeavesOutTheOutputFolder() throws IOException {
    exports();

    String first = Cli.run(dir, "convert", "e*", "-o", "eout").err();
    assertThat(Cli.run(dir, "convert", "e*", "-o", "eout", "--force").err()).isEqualTo(first);
  }

  @Test
  void refusesAFileAsDirectory() throws IOException {
    exports();
    Cli.write(dir, "out", "a file");

    Ran ran = Cli.run(dir, "convert", "exports", "-o", "out");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).startsWith("xen2kvm: error: -o: out is a file, and the results need a directory\n");
  }

  @Test
  void pathsThatAreAbsoluteOrClimbAreNamedBelowTheArgument() throws IOException {
    exports();
    Path work = Files.createDirectory(dir.resolve("work"));

    Cli.run(work, "convert", dir.resolve("exports").toString(), "-o", "absolute");
    Cli.run(work, "convert", "../exports/db", "../exports/web1.xml", "-o", "climbing");
    Cli.run(work, "convert", "../exports/*/*.XML", "-o", "globbed");

    assertThat(Cli.files(work.resolve("absolute"))).containsExactly("db/db1.XML", "kvm.xml", "web1.xml");
    assertThat(Cli.files(work.resolve("climbing"))).containsExactly("db1.XML", "web1.xml");
    assertThat(Cli.files(work.resolve("globbed"))).containsExactly("db/db1.XML");
    assertThat(Cli.files(work)).allMatch(name -> name.matches("(absolute|climbing|globbed)/.*"));
  }

  @Test
  void printsInTheOrderOfTheInputsWhateverTheJobs() throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String name = String.format(Locale.ROOT, "d%03d", i);
      String padding = "<!--" + "x".repeat((i * 7919) % 40_000) + "-->";
      Cli.write(dir, "in/" + name + ".xml",
          i % 3 == 0 ? "<bad" : Cli.xen(name).replace("</name>", "</name>" + padding));
      expected.add("in/" + name + ".xml");
    }

    Ran one = Cli.run(dir, "convert", "in", "-o", "one", "--jobs", "1", "--format", "jsonl");
    Ran four = Cli.run(dir, "convert", "in", "-o", "four", "--jobs", "4", "--format", "jsonl");

    assertThat(four.err()).isEqualTo(one.err());
    assertThat(four.out().replace("four/", "one/")).isEqualTo(one.out());
    assertThat(one.out().lines().map(line -> line.replaceAll(".*?\"input\":\"([^\"]+)\".*", "$1")))
        .containsExactlyElementsOf(expected);
    assertThat(Cli.files(dir.resolve("four"))).isEqualTo(Cli.files(dir.resolve("one"))).hasSize(200);
    assertThat(four.err()).endsWith("300 files: 200 converted, 0 unchanged, 100 refused, 0 failed\n");
  }

  @Test
  void stopsAtTheFirstBadOneWhenAsked() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xen("a"));
    Cli.write(dir, "in/b.xml", "<bad");
    Cli.write(dir, "in/c.xml", Cli.xen("c"));

    Ran stopped = Cli.run(dir, "convert", "in", "-o", "out", "--jobs", "1", "--no-keep-going");
    Ran kept = Cli.run(dir, "convert", "in", "-o", "out2", "--jobs", "1", "--keep-going");

    assertThat(stopped.code()).isEqualTo(4);
    assertThat(stopped.err())
        .endsWith("2 files: 1 converted, 0 unchanged, 1 refused, 0 failed; stopped at the first that was"
        + " refused or failed\n");
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("in/a.xml");
    assertThat(kept.err()).endsWith("3 files: 2 converted, 0 unchanged, 1 refused, 0 failed\n");
    assertThat(Cli.files(dir.resolve("out2"))).containsExactly("in/a.xml", "in/c.xml");
  }

  @Test
  void inputsThatWouldMeetAreAnErrorThatNamesBoth() throws IOException {
    Cli.write(dir, "x/web1.xml", Cli.xen("one"));
    Cli.write(dir, "y/web1.xml", Cli.xen("two"));
    String x = dir.resolve("x").toString();
    String y = dir.resolve("y").toString();

    Ran ran = Cli.run(dir, "convert", x, y, "-o", "out");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).startsWith("xen2kvm: error: " + x + "/web1.xml and " + y
        + "/web1.xml would both be written to web1.xml below the directory of -o\n");
    assertThat(Cli.files(dir.resolve("out"))).isEmpty();
    assertThat(Cli.run(dir, "convert", "x", "y", "-o", "out").code()).as("with paths as written they do not meet")
        .isZero();
  }

  @Test
  void namesThatDifferOnlyInTheirSuffixMeetToo() throws IOException {
    Cli.write(dir, "web1", Cli.xen("one"));
    Cli.write(dir, "web1.xml", Cli.xen("two"));

    assertThat(Cli.run(dir, "convert", "web*", "-o", "out").code()).isEqualTo(64);
    assertThat(Cli.run(dir, "convert", "web1", "web1.xml", "-o", "out").code()).isEqualTo(64);
    assertThat(Cli.run(dir, "diff", "web1", "web1.xml").code()).as("a dry run writes nothing").isZero();
  }

  @Test
  void existingOutputsAreKeptAndTheRestIsWritten() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xen("a"));
    Cli.write(dir, "in/b.xml", Cli.xen("b"));
    Path existing = Cli.write(dir, "out/in/a.xml", "precious");

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).isEqualTo("in/a.xml: error: The output " + existing + " exists\n"
        + "    Choose another place with -o, or replace it with --force.\n"
        + "2 files: 1 converted, 0 unchanged, 0 refused, 1 failed\n");
    assertThat(existing).hasContent("precious");
    assertThat(Cli.run(dir, "convert", "in", "-o", "out", "--force").code()).isZero();
    assertThat(existing).hasContent(Cli.converted(Cli.xen("a")));
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("in/a.xml", "in/b.xml");
  }

  @Test
  void theOutputDirectoryIsNoInput() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));

    assertThat(Cli.run(dir, "convert", ".", "-o", "out").err()).startsWith("1 file: 1 converted");
    assertThat(Cli.run(dir, "convert", ".", "-o", "out", "--force").err()).startsWith("1 file: 1 converted");
    assertThat(Cli.files(dir)).containsExactly("a.xml", "out/a.xml");
  }

  @Test
  void convertsInPlaceWhenForced() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xen("a"));
    Cli.write(dir, "in/b/c.xml", Cli.xen("c"));

    assertThat(Cli.run(dir, "convert", "in", "-o", ".", "--force").code()).isZero();
    assertThat(Cli.files(dir)).containsExactly("in/a.xml", "in/b/c.xml");
    assertThat(dir.resolve("in/b/c.xml")).hasContent(Cli.converted(Cli.xen("c")));
  }

  @Test
  void linksInTheOutputDirectoryLeadNowhere() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xen("a"));
    Path outside = Files.createDirectory(dir.resolve("outside"));
    Files.createDirectory(dir.resolve("out"));
    Files.createSymbolicLink(dir.resolve("out/in"), outside);

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out", "--force");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.err()).contains("out/in is a symbolic link, and nothing is written through one\n");
    assertThat(Cli.files(outside)).isEmpty();
  }

  @Test
  void wildcardsAreExpandedWhenTheShellDidNot() throws IOException {
    exports();

    Ran some = Cli.run(dir, "convert", "exports/w*.xml", "-o", "some");
    Ran deep = Cli.run(dir, "convert", "**/*[0-9].XML", "-o", "deep");
    Ran none = Cli.run(dir, "convert", "exports/x*.xml", "-o", "none");

    assertThat(some.code()).isZero();
    assertThat(Cli.files(dir.resolve("some"))).containsExactly("exports/web1.xml");
    assertThat(deep.code()).isZero();
    assertThat(Cli.files(dir.resolve("deep"))).containsExactly("exports/db/db1.XML");
    assertThat(none).isEqualTo(new Ran(4, "", "exports/x*.xml: error: No file matches this pattern\n"
        + "1 file: 0 converted, 0 unchanged, 0 refused, 1 failed\n"));
  }

  @Test
  void aFileWhoseNameHasAWildcardIsAFile() throws IOException {
    Cli.write(dir, "web[1].xml", Cli.xen("web1"));

    assertThat(Cli.run(dir, "convert", "web[1].xml").out()).isEqualTo(Cli.converted(Cli.xen("web1")));
  }

  @Test
  void argumentFilesHoldOneArgumentALine() throws IOException {
    Cli.write(dir, "my exports/web 1.xml", Cli.xen("web1"));
    Cli.write(dir, "@at.xml", Cli.xen("at"));
    Cli.write(dir, "list", "# exported on Monday\nmy exports/web 1.xml\n\n--type\nqemu\n");

    Ran ran = Cli.run(dir, "convert", "@list", "@@at.xml", "-o", "out");

    assertThat(ran.code()).isZero();
    assertThat(Cli.files(dir.resolve("out"))).containsExactly("@at.xml", "my exports/web 1.xml");
    assertThat(Files.readString(dir.resolve("out/my exports/web 1.xml"))).contains("type='qemu'");
  }

  @Test
  void aMissingArgumentFileIsAnError() {
    assertThat(Cli.run(dir, "convert", "@nowhere")).isEqualTo(new Ran(64, "", """
        xen2kvm: error: The argument file nowhere cannot be read: No such file or directory
            See xen2kvm --help
        """));
  }
}
