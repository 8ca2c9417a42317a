package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.migration.XenDefinition;

/** Diff, text, JSON, JSON Lines and messages of whole runs. */
final class ReportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;

  private static JsonSchema schema() throws IOException {
    Path file = Path.of(System.getProperty("xen2kvm.root", "..")).resolve("schemas/report.schema.json");
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(Files.readString(file));
  }

  private static JsonNode valid(String json) throws IOException {
    JsonNode node = JSON.readTree(json);
    assertThat(schema().validate(node)).as(json).isEmpty();
    return node;
  }

  private void someOfEach() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xenWithTpm("a"));
    Cli.write(dir, "in/b.xml", Cli.kvm("b"));
    Cli.write(dir, "in/c.xml", "<bad");
    Files.createSymbolicLink(dir.resolve("in/d.xml"), Path.of("nowhere"));
  }

  @Test
  void aReportAndTheResultDoNotShareAFile() throws IOException {
    Cli.write(dir, "shared1.xml", Cli.xen("shared1"));
    Ran ran = Cli.run(dir, "convert", "shared1.xml", "-o", "k.xml", "--format", "json=./k.xml", "--force");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("--format: ./k.xml is already the place of the result or of another report");
    assertThat(dir.resolve("k.xml")).doesNotExist();
  }

  @Test
  void twoReportsDoNotShareAFile() throws IOException {
    Cli.write(dir, "shared1.xml", Cli.xen("shared1"));

    assertThat(Cli.run(dir, "validate", "shared1.xml", "--format", "json=r", "--format", "jsonl=r", "--force").code())
        .isEqualTo(64);
    assertThat(Cli.run(dir, "validate", "shared1.xml", "--format", "json=r1", "--format", "jsonl=r2").code())
        .isZero();
  }

  @Test
  void jsonIsOneDocumentAsTheSchemaSays() throws IOException {
    someOfEach();

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out", "--format", "json");

    JsonNode run = valid(ran.out());
    assertThat(run.path("formatVersion").asInt()).isEqualTo(1);
    assertThat(run.path("tool").path("name").asText()).isEqualTo("xen2kvm");
    assertThat(run.path("results").findValuesAsText("outcome"))
        .containsExactly("CONVERTED", "UNCHANGED", "REFUSED", "FAILED");
    assertThat(run.path("summary")).isEqualTo(JSON.readTree("""
        {"files": 4, "converted": 1, "unchanged": 1, "refused": 1, "failed": 1, "passedOver": 0, "stoppedEarly": false,
         "conflicts": [], "unmappedNetworks": []}"""));
    JsonNode first = run.path("results").path(0);
    assertThat(first.path("input").asText()).isEqualTo("in/a.xml");
    assertThat(first.path("output").asText()).isEqualTo("out/in/a.xml");
    assertThat(first.path("name").asText()).isEqualTo("a");
    assertThat(first.path("sourceSha256").asText()).isEqualTo(sha256sum(dir.resolve("in/a.xml")));
    assertThat(first.path("outputSha256").asText()).isEqualTo(sha256sum(dir.resolve("out/in/a.xml")));
    assertThat(first.path("changes")).hasSameSizeAs(XenDefinition.convert(Cli.xenWithTpm("a")).changes());
    assertThat(first.path("findings").findValuesAsText("rule")).contains("tpm");
    assertThat(run.path("results").path(3).path("failure").path("message").asText())
        .isEqualTo("Cannot be read: No such file or directory");
  }

  private static String sha256sum(Path file) throws IOException {
    try (InputStream sum = new ProcessBuilder("sha256sum", file.toString()).start().getInputStream()) {
      return new String(sum.readAllBytes(), StandardCharsets.UTF_8).substring(0, 64);
    }
  }

  @Test
  void jsonOfNothingDoneIsADocumentToo() throws IOException {
    Files.createDirectory(dir.resolve("empty"));

    JsonNode run = valid(Cli.run(dir, "validate", "empty", "--format", "json").out());

    assertThat(run.path("results").path(0).path("failure").path("kind").asText()).isEqualTo("NOT_A_DOMAIN");
  }

  @Test
  void jsonLinesAreOneDocumentEach() throws IOException {
    someOfEach();

    Ran ran = Cli.run(dir, "diff", "in", "--format", "jsonl");

    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSize(4);
    for (String line : lines) {
      assertThat(valid(line).path("formatVersion").asInt()).isEqualTo(1);
    }
  }

  @Test
  void theSchemaRefusesWhatIsNoReport() throws IOException {
    String good = Cli.runWithInput(dir, Cli.xen("a").getBytes(StandardCharsets.UTF_8), "diff", "-", "--format", "jsonl")
        .out();
    valid(good);

    for (String bad : List.of(
        good.replace("\"formatVersion\":1,", ""), good.replace("CONVERTED", "DONE"),
        good.replace("\"name\":\"a\"", "\"nam\":\"a\""),
        good.replace("\"failure\":null", "\"failure\":{\"kind\":\"IO\",\"message\":\"x\",\"advice\":\"\"}"))) {
      assertThat(bad).isNotEqualTo(good);
      assertThat(schema().validate(JSON.readTree(bad))).as(bad).isNotEmpty();
    }
  }

  @Test
  void reportsGoToFilesBesideTheXml() throws IOException {
    someOfEach();

    Ran ran = Cli.run(dir, "convert", "in/a.xml", "--format", "json=r.json", "--format", "jsonl=r.jsonl", "--format",
        "diff=r.diff", "--format", "text=r.txt");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).as("the definition").isEqualTo(Cli.converted(Cli.xenWithTpm("a")));
    valid(Files.readString(dir.resolve("r.json")));
    valid(Files.readString(dir.resolve("r.jsonl")));
    assertThat(Files.readString(dir.resolve("r.diff"))).startsWith("--- a/in/a.xml\n+++ b/in/a.xml\n");
    assertThat(Files.readString(dir.resolve("r.txt"))).startsWith("in/a.xml: converted, domain a\n")
        .contains("  /domain/@type: 'xen' becomes 'kvm'\n")
        .contains("in/a.xml:17:5: warning: The domain has a TPM, whose contents do not come along [tpm]\n")
        .endsWith("\n1 file: 1 converted, 0 unchanged, 0 refused, 0 failed\n");
    assertThat(Cli.files(dir)).filteredOn(name -> name.contains("tmp")).isEmpty();
  }

  @Test
  void reportsReplaceNoFileUnasked() throws IOException {
    someOfEach();
    Cli.write(dir, "r.json", "precious");

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out", "--format", "json=r.json");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).startsWith("xen2kvm: error: The report r.json exists; --force replaces it\n");
    assertThat(dir.resolve("r.json")).hasContent("precious");
    assertThat(Cli.files(dir.resolve("out"))).isEmpty();
    assertThat(Cli.run(dir, "convert", "in", "-o", "out", "--format", "json=r.json", "--force").code()).isEqualTo(4);
    valid(Files.readString(dir.resolve("r.json")));
  }

  @Test
  void aReportOnStandardOutputTakesThePlaceOfTheXml() throws IOException {
    someOfEach();

    valid(Cli.run(dir, "convert", "in/a.xml", "--format", "json").out());
    assertThat(Cli.run(dir, "convert", "in/a.xml", "--format", "json", "--format", "text").err())
        .startsWith("xen2kvm: error: --format: only one report can go to standard output; give the others a file: "
            + "text=FILE\n");
  }

  @Test
  void theDiffAppliesWithPatch() throws IOException, InterruptedException {
    boolean hasPatch = Files.isExecutable(Path.of("/usr/bin/patch"));
    if (!hasPatch) {
      System.out.println("Skipped ReportsTest.theDiffAppliesWithPatch: patch is not installed");
    }
    assumeTrue(hasPatch, "patch is not installed");
    Cli.write(dir, "in/a.xml", Cli.xen("a"));
    Cli.write(dir, "in/deep er/b.xml", Cli.xen("b").stripTrailing());
    Cli.write(dir, "in/c.xml", "\uFEFF" + Cli.xen("c"));
    Ran diff = Cli.run(dir, "convert", "in", "--dry-run");
    assertThat(diff.code()).isZero();
    assertThat(Cli.run(dir, "diff", "in")).isEqualTo(diff);
    Cli.write(dir, "changes.diff", diff.out());

    Process patch = new ProcessBuilder("patch", "-p1", "-i", "changes.diff").directory(dir.toFile())
        .redirectErrorStream(true)
        .start();
    String said = new String(patch.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(patch.waitFor()).as(said).isZero();
    assertThat(dir.resolve("in/a.xml")).hasContent(Cli.converted(Cli.xen("a")));
    assertThat(Files.readString(dir.resolve("in/deep er/b.xml")))
        .isEqualTo(Cli.converted(Cli.xen("b").stripTrailing()));
    assertThat(Files.readString(dir.resolve("in/c.xml"))).isEqualTo("\uFEFF" + Cli.converted(Cli.xen("c")));
  }

  @Test
  void validateTellsFindingsOnStandardOutput() throws IOException {
    someOfEach();

    Ran ran = Cli.run(dir, "validate", "in");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).startsWith("in/a.xml:17:5: warning: ").contains("\nin/c.xml:1:4: error: ")
        .contains("\nin/d.xml: error: Cannot be read: No such file or directory\n").doesNotContain(": note: ");
    assertThat(ran.err()).isEqualTo("4 files: 1 converted, 1 unchanged, 1 refused, 1 failed\n");
    assertThat(Cli.run(dir, "validate", "in/c.xml").code()).isEqualTo(65);
    assertThat(Cli.run(dir, "validate", "in/b.xml")).isEqualTo(new Ran(0, "", ""));
  }

  @Test
  void quietTellsErrorsOnly() throws IOException {
    someOfEach();

    Ran ran = Cli.run(dir, "convert", "in", "-o", "out", "-q");

    assertThat(ran.err()).contains(": error: ").doesNotContain(": warning: ", "4 files");
    assertThat(Cli.run(dir, "convert", "in", "-o", "out2").err()).contains(": warning: ", "4 files");
  }

  @Test
  void coloursOnlyWhenAskedOrOnATerminal() throws IOException {
    someOfEach();

    assertThat(Cli.run(dir, "validate", "in").out()).doesNotContain("\u001B[");
    assertThat(Cli.run(dir, "validate", "in", "--color", "always").out())
        .contains("in/c.xml:1:4: \u001B[31merror\u001B[0m: ");
    assertThat(Cli.run(dir, "diff", "in/a.xml", "--color=always").out()).contains("\u001B[31m-<domain type='xen'");
    assertThat(onTerminal(false, "validate", "in").out()).contains("\u001B[31merror");
    assertThat(onTerminal(true, "validate", "in").out()).as("NO_COLOR").doesNotContain("\u001B[");
    assertThat(onTerminal(false, "validate", "in", "--color", "never").out()).doesNotContain("\u001B[");
    assertThat(Cli.run(dir, "validate", "in", "--color", "blue").code()).isEqualTo(64);
  }

  @Test
  void showsProgressOnATerminalAndClearsIt() throws IOException {
    someOfEach();

    Ran ran = onTerminal(false, "convert", "in", "-o", "out");

    assertThat(ran.err()).contains(" files")
        .endsWith("\r\u001B[K4 files: 1 converted, 1 unchanged, 1 refused, 1 failed\n");
  }

  private Ran onTerminal(boolean noColor, String... args) {
    return Cli.ran((out, err) -> new Shell(dir, InputStream.nullInputStream(), out, err, true, true, noColor),
        shell -> Main.run(args, shell));
  }

  @Test
  void secretsAreInNoReport() throws IOException {
    Cli.write(dir, "s.xml", Cli.xenWithPassword("s", "verysecret"));

    for (String format : List.of("text", "diff", "json", "jsonl")) {
      Ran masked = Cli.run(dir, "convert", "s.xml", "-v", "--format", format);
      assertThat(masked.out() + masked.err()).as(format).isNotEmpty().doesNotContain("verysec");
    }
    assertThat(Cli.run(dir, "diff", "s.xml").out()).contains("passwd='********'");
    assertThat(Cli.run(dir, "diff", "s.xml", "--show-secrets").out()).contains("passwd='verysec");
    assertThat(Cli.run(dir, "convert", "s.xml").out()).as("data is data").contains("passwd='verysec");
  }

  @Test
  void reportsWithSecretsAreForTheirOwnerOnly() throws IOException {
    Cli.write(dir, "s.xml", Cli.xenWithPassword("s", "hush"));

    Cli.run(dir, "diff", "s.xml", "--format", "diff=open.diff");
    Cli.run(dir, "diff", "s.xml", "--format", "diff=secret.diff", "--show-secrets");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("secret.diff"))))
        .isEqualTo("rw-------");
    assertThat(Files.getPosixFilePermissions(dir.resolve("open.diff")))
        .isEqualTo(Files.getPosixFilePermissions(dir.resolve("s.xml")));
  }

  @Test
  void aClosedStandardOutputIsAnErrorAndNoStackTrace() throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    OutputStream closed = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("Broken pipe");
      }
    };

    Ran ran = Cli.ran((out, err) -> new Shell(dir, InputStream.nullInputStream(), closed, err, false, false, false),
        shell -> Main.run(new String[] {"convert", "a.xml"}, shell));

    assertThat(ran).isEqualTo(new Ran(1, "", "xen2kvm: error: Standard output cannot be written: Broken pipe\n"));
  }
}
