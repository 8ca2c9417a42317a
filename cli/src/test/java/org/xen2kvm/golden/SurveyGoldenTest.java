package org.xen2kvm.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.xen2kvm.cli.Main;
import org.xen2kvm.migration.json.JsonSchemas;

/** The survey of a small mixed estate is, as text and as JSON, what stands beside it. */
final class SurveyGoldenTest {
  private static final Path FOLDER = GoldenCase.ROOT.resolve("testdata/survey");

  /** Returns what the tool says; the folder in which it was called is left out of names. */
  private static String survey(String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "survey";
    args[1] = FOLDER.resolve("estate").toString();
    args[2] = "--policy";
    args[3] = FOLDER.resolve("policy.yaml").toString();
    System.arraycopy(options, 0, args, 4, options.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(args, InputStream.nullInputStream(), new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(code).as("%s", err).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("1 other file passed over\n");
    return out.toString(StandardCharsets.UTF_8).replace(FOLDER + "/", "")
        .replaceAll("\"version\" : \"[^\"]*\"", "\"version\" : \"VERSION\"");
  }

  @Test
  void theText() throws IOException {
    String text = survey();

    assertThat(text).isEqualTo(GoldenCase.expected(FOLDER.resolve("expected.txt"), text));
  }

  @Test
  void theJson() throws IOException {
    String json = survey("--format", "json");

    assertThat(JsonSchemas.problems("survey", json)).isEmpty();
    assertThat(json).isEqualTo(GoldenCase.expected(FOLDER.resolve("expected.json"), json));
  }

  @Test
  void theJobsDoNotShow() {
    assertThat(survey("--format", "json", "--jobs", "8")).isEqualTo(survey("--format", "json", "--jobs", "1"));
  }
}
