package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;

/** The review page of whole runs. */
final class ReviewPageRunTest {
  @TempDir private Path folder = Path.of("");

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  @Test
  void everyOutcomeIsOnThePage() throws IOException {
    Cli.write(folder, "in/a.xml", Cli.xenWithTpm("a"));
    Cli.write(folder, "in/b.xml", Cli.kvm("b"));
    Cli.write(folder, "in/c.xml", "<bad");
    Files.createSymbolicLink(folder.resolve("in/d.xml"), Path.of("nowhere"));

    Ran ran = Cli.run(folder, "convert", "in", "-o", "out", "--format", "html=review.html");

    assertThat(ran.code()).isEqualTo(4);
    String page = read("review.html");
    assertThat(page).startsWith("<!DOCTYPE html>\n").endsWith("</html>\n");
    assertThat(List.of(page.split("<details class=\"domain ", -1)).stream().skip(1).map(row -> row.substring(0, row.indexOf('"'))))
        .containsExactly("converted", "unchanged", "refused", "failed");
    assertThat(page).contains("-&lt;domain type=&#39;xen&#39;&gt;\n+&lt;domain type=&#39;kvm&#39;&gt;", "href=\"#rule-tpm\"",
        "id=\"rule-tpm\"", "Written to out/in/a.xml", "Cannot be read: No such file or directory", ">hda · ide</text>",
        "<b>4</b> domains", "<b>1</b> converted", "<b>1</b> refused", "<b>1</b> failed");
  }

  @Test
  void everyCommandOfDefinitionsWritesItAndStandardOutputTakesItToo() throws IOException {
    Cli.write(folder, "a.xml", Cli.xen("a"));

    String converted = Cli.run(folder, "convert", "a.xml", "--format", "html").out();
    assertThat(converted).startsWith("<!DOCTYPE html>").contains("data-name=\"a\"");
    assertThat(Cli.run(folder, "validate", "a.xml", "--format", "html").out()).isEqualTo(converted);
    assertThat(Cli.run(folder, "diff", "a.xml", "--format", "html=d.html").out()).startsWith("--- a/a.xml");
    assertThat(read("d.html")).isEqualTo(converted);
  }

  @Test
  void thePageIsTheSameWhateverTheJobs() throws IOException {
    for (int i = 0; i < 40; i++) {
      Cli.write(folder, "in/" + i + ".xml", Cli.xen("web" + i));
    }

    String one = Cli.run(folder, "validate", "in", "--format", "html", "--jobs", "1").out();

    assertThat(Cli.run(folder, "validate", "in", "--format", "html", "--jobs", "4").out()).isEqualTo(one);
  }

  @Test
  void whatIsPassedOverIsCounted() throws IOException {
    Cli.write(folder, "in/a.xml", Cli.xen("a"));
    Cli.write(folder, "in/README", "what these are");

    String page = Cli.run(folder, "validate", "in", "--format", "html").out();

    assertThat(page).contains("<b>1</b> domain</li>", "<p>1 other input was passed over");
  }

  @Test
  void whatOnlyTheWholeBatchShowsIsAboveTheDomainsInMergedPagesToo() throws IOException {
    Cli.write(folder, "in/a.xml", Cli.xen("a"));
    Cli.write(folder, "in/b.xml", Cli.xen("b").replace("/images/b.raw", "/images/a.raw"));

    String page = Cli.run(folder, "validate", "in", "--format", "html").out();
    for (String shard : List.of("0/2", "1/2")) {
      Cli.run(folder, "validate", "in", "--shard", shard, "--format", "json=r.json", "--format", "html=r.html");
    }
    String merged = Cli.run(folder, "merge-reports", "r.*-of-2.json", "--format", "html").out();

    for (String each : List.of(page, merged, read("r.0-of-2.html"))) {
      assertThat(each).contains("<b>1</b> conflict between domains", "id=\"rule-batch-conflict\"", """
          <span class="message">The disk /var/lib/xen/images/a.raw is that of</span> \
          <a class="input">in/a.xml</a>, <a class="input">in/b.xml</a> """);
    }
  }

  @Test
  void passwordsAreShownOnlyWhenAsked() throws IOException {
    Cli.write(folder, "s.xml", Cli.xenWithPassword("s", "verysecret"));

    Cli.run(folder, "diff", "s.xml", "--format", "html=masked.html");
    Cli.run(folder, "diff", "s.xml", "--format", "html=open.html", "--show-secrets");

    assertThat(read("masked.html")).doesNotContain("verysec").contains("passwd=&#39;********&#39;");
    assertThat(read("open.html")).contains("passwd=&#39;verysec");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("open.html")))).isEqualTo("rw-------");
  }

  @Test
  void aFolderOfPlansHasAPageOfWhatApplyingThemDoes() throws IOException {
    Cli.write(folder, "exports/a.xml", SourceGuest.in(folder, 1).definition());

    Ran ran = GuestCli.run(folder, MemoryGuest.tree("debian12"), "plan", "exports/a.xml", "-o", "plans");

    assertThat(ran.code()).as("%s", ran.err()).isZero();
    String page = read("plans/report.html");
    assertThat(page).contains("Review of migration plans", "class=\"domain ready\"", "<h3>/etc/fstab</h3>",
        "href=\"#rule-fstab-stable-names\"", "id=\"rule-fstab-stable-names\"", "<h3>Definition</h3>", ">xvda · xen</text>",
        ">vda · virtio</text>", "docs/fixes/fstab-stable-names.md", "<th scope=\"row\">web1.plan.json</th>",
        folder.resolve("web1-a.img").toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("plans/report.html"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aPlanThatWasNotWrittenIsAFailureOnThePage() throws IOException {
    Cli.write(folder, "exports/a.xml", SourceGuest.in(folder, 1).definition());
    GuestCli.run(folder, MemoryGuest.tree("debian12"), "plan", "exports/a.xml", "-o", "plans");

    Ran again = GuestCli.run(folder, MemoryGuest.tree("debian12"), "plan", "exports/a.xml", "-o", "plans");

    assertThat(again.code()).isEqualTo(1);
    assertThat(read("plans/report.html")).contains("class=\"domain failed\"", "error: The plan exists", "Replace it with --force.")
        .as("the plan that is there could be applied").contains("class=\"domain ready\"", "/etc/fstab");
  }

  /** Plans a guest into the folder, in a run of its own. */
  private void plan(String name) throws IOException {
    Cli.write(folder, "export.xml", SourceGuest.in(folder, 1).definition().replace("web1</name>", name + "</name>"));
    Ran ran = GuestCli.run(folder, MemoryGuest.tree("debian12"), "plan", "export.xml", "-o", "plans");
    assertThat(ran.code()).as("%s", ran).isZero();
  }

  @Test
  void thePageIsOfAllPlansInTheFolderWhoeverMadeThem() throws IOException {
    plan("web1");
    plan("db1");
    Cli.write(folder, "plans/torn.plan.json", "{");
    plan("&lt;script&gt;alert(1)");

    assertThat(read("plans/report.html")).contains("<b>4</b> domains", "<b>3</b> ready", "<b>1</b> failed",
        "data-name=\"web1\"", "data-name=\"db1\"", "data-name=\"&lt;script&gt;alert(1)\"",
        "data-name=\"torn.plan.json\"", "This is no plan of this tool")
        .doesNotContain("<script>alert");
  }

  @Test
  void aPageOfPlansThatAreThereAlreadyCanBeMade() throws IOException {
    plan("web1");
    plan("db1");

    Ran all = Cli.run(folder, "show", "plans", "--format", "html=review.html");
    Ran one = Cli.run(folder, "show", "plans/db1.plan.json", "--format", "html");

    assertThat(all.code()).as("%s", all.err()).isZero();
    assertThat(all.out() + all.err()).isEmpty();
    assertThat(read("review.html")).contains("<b>2</b> domains", "<th scope=\"row\">web1.plan.json</th>");
    assertThat(read("review.html").replaceAll("(?s)<details class.*?\n</details>\n", ""))
        .isEqualTo(read("plans/report.html").replaceAll("(?s)<details class.*?\n</details>\n", ""));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("review.html"))))
        .isEqualTo("rw-------");
    assertThat(one.out()).startsWith("<!DOCTYPE html>").contains("<b>1</b> domain", "data-name=\"db1\"")
        .doesNotContain("data-name=\"web1\"");
    assertThat(Cli.run(folder, "show", "plans", "--format", "html=review.html").err()).contains("review.html exists");
    assertThat(Cli.run(folder, "show", "plans", "--format", "html=review.html", "-f").code()).isZero();
  }

  @Test
  void severalPlansAreShownAndWhatIsNoneIsTold() throws IOException {
    plan("web1");
    plan("db1");

    assertThat(Cli.run(folder, "show", "plans").out()).contains("# Guest web1 (", "# Guest db1 (");

    Cli.write(folder, "plans/torn.plan.json", "{");
    for (String format : new String[] {"text", "html"}) {
      Ran torn = Cli.run(folder, "show", "plans", "plans/none.plan.json", "--format", format);
      assertThat(torn.code()).isEqualTo(4);
      assertThat(torn.out()).contains("db1", "web1");
      assertThat(torn.err()).contains(
          "plans/torn.plan.json: error: This is no plan", "plans/none.plan.json: error: No such file or directory\n");
    }
    assertThat(Cli.run(folder, "show", "plans/torn.plan.json").code()).isEqualTo(3);
    assertThat(Cli.run(folder, "show", "plans/none.plan.json").code()).isEqualTo(1);
  }

  @Test
  void withoutAFolderThereIsNoPage() throws IOException {
    Cli.write(folder, "exports/a.xml", SourceGuest.in(folder, 1).definition());

    GuestCli.run(folder, MemoryGuest.tree("debian12"), "plan", "exports/a.xml");

    assertThat(Cli.files(folder)).noneMatch(name -> name.endsWith(".html") || name.endsWith(".tmp"));
  }
}
