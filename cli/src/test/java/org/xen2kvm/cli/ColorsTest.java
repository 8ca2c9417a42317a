package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.shell.Shell;

/** When output is coloured, and what a person on a terminal sees of a batch. */
final class ColorsTest {
  @TempDir private Path dir = Path.of("");

  private Ran run(boolean terminal, boolean noColor, Map<String, String> environment, String... args) {
    return Cli.ran(
        (out, err) -> new Shell(dir, InputStream.nullInputStream(), out, err, terminal, terminal, noColor, environment),
        shell -> Main.run(args, shell));
  }

  @Test
  void aTerminalIsShownNoControlCharactersOfADefinition() throws IOException {
    String title = "a\u009b31m\u0085b\u202ec";
    Cli.write(dir, "a.xml", Cli.xen("a").replace("</name>", "</name><title>" + title + "</title>").replace("\n", "\r\n"));

    assertThat(run(true, true, Map.of(), "diff", "a.xml").out()).contains("a?31m?b?c</title>").doesNotContain("\r", "?\n")
        .isEqualTo(run(true, true, Map.of(), "convert", "a.xml", "-o", "a2.xml", "--format", "diff").out());
    assertThat(run(false, true, Map.of(), "diff", "a.xml").out()).contains(title);
    assertThat(run(true, true, Map.of(), "convert", "a.xml").out()).contains("a?31m?b?c</title>").doesNotContain("\r", "?\n");
    assertThat(run(false, true, Map.of(), "convert", "a.xml").out()).contains(title, "\r\n");
    run(true, true, Map.of(), "convert", "a.xml", "-o", "a3.xml", "--format", "diff=a.diff");
    assertThat(dir.resolve("a.diff")).content().contains(title);
  }

  @ParameterizedTest
  @CsvSource({
      "true,  false, '',                 auto,   true", "true,  false, CLICOLOR=0,         auto,   false",
      "true,  false, CLICOLOR=1,         auto,   true", "false, false, '',                 auto,   false",
      "false, false, CLICOLOR_FORCE=1,   auto,   true", "false, false, CLICOLOR_FORCE=0,   auto,   false",
      "true,  true,  CLICOLOR_FORCE=1,   auto,   false", "false, false, CLICOLOR_FORCE=1,   never,  false",
      "false, true,  CLICOLOR=0,         always, true"})
  void whoAsksOnTheCommandLineIsHeardFirst(
      boolean terminal, boolean noColor, String variable, String option, boolean coloured) throws IOException {
    Cli.write(dir, "a.xml", Cli.xen("a"));
    Map<String, String> environment = new HashMap<>();
    if (!variable.isEmpty()) {
      environment.put(variable.split("=")[0], variable.split("=")[1]);
    }

    assertThat(run(terminal, noColor, environment, "diff", "a.xml", "--color", option).out().contains("\u001B[31m-"))
        .isEqualTo(coloured);
  }

  @Test
  void aBatchOnATerminalEndsWithoutItsProgress() throws IOException {
    for (int i = 0; i < 20; i++) {
      Cli.write(dir, "in/" + i + ".xml", Cli.xenWithTpm("a" + i));
    }

    Ran ran = run(true, false, Map.of(), "convert", "in", "-o", "out");

    assertThat(ran.err()).containsPattern("\r\\d+ (of 20 )?files").contains(": \u001B[33mwarning\u001B[0m: ")
        .endsWith("\r\u001B[K20 files: 20 converted, 0 unchanged, 0 refused, 0 failed\n");
  }

  @Test
  void joiningReportsOnATerminalIsShown() throws IOException {
    for (int i = 0; i < 20; i++) {
      Cli.write(dir, "in/" + i + ".xml", Cli.xen("a" + i));
    }
    run(false, false, Map.of(), "validate", "in", "--shard", "0/1", "--format", "json=r.json");

    assertThat(run(true, false, Map.of(), "merge-reports", "r.0-of-1.json", "--format", "json=r.json").err())
        .containsPattern("\r\\d+ files").contains("\r\u001B[K20 files: ");
    assertThat(run(true, false, Map.of(), "merge-reports", "r.0-of-1.json").err()).as("the report is there itself").startsWith("20 files: ");
  }

  @Test
  void aQuietBatchOnATerminalDrawsNothing() throws IOException {
    Cli.write(dir, "in/a.xml", Cli.xenWithTpm("a"));

    Ran ran = run(true, false, Map.of(), "convert", "in", "-o", "out", "-q");

    assertThat(ran.err()).isEmpty();
  }
}
