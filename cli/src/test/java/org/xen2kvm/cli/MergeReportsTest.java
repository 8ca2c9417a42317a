package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.cli.Cli.Ran;

/** Reports of shards become the report of the whole run, or it is told why they cannot. */
final class MergeReportsTest {
  private static final int SHARDS = 3;

  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void shards() throws IOException {
    Estate.write(dir, "in", 20, 11);
    for (int index = 0; index < SHARDS; index++) {
      assertThat(shard(index).code()).isIn(0, 4);
    }
  }

  private Ran shard(int index) {
    return Cli.run(dir, "diff", "in", "-q", "--force", "--shard", index + "/" + SHARDS, "--format", "json=r.json",
        "--format", "jsonl=r.jsonl");
  }

  private Ran merge(String... more) {
    List<String> arguments = new ArrayList<>(List.of("merge-reports", "r.*-of-3.json"));
    arguments.addAll(List.of(more));
    return Cli.run(dir, arguments.toArray(new String[0]));
  }

  private void edit(int index, UnaryOperator<String> edit) throws IOException {
    Path file = dir.resolve("r." + index + "-of-3.json");
    String before = Files.readString(file);
    String after = edit.apply(before);
    assertThat(after).as("the edit changes something").isNotEqualTo(before);
    Files.writeString(file, after);
  }

  private void refused(String told) throws IOException {
    Ran ran = merge("--format", "json=merged.json");

    assertThat(ran.err()).contains(told);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(dir.resolve("merged.json")).as("nothing is written").doesNotExist();
    assertThat(Cli.files(dir).stream().filter(name -> name.endsWith(".tmp"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonl", "sarif", "junit", "text"})
  void eachFormIsAsOneRunWouldHaveWrittenIt(String form) {
    Ran whole = Cli.run(dir, "diff", "in", "--format", form);
    Ran merged = merge("--format", form);

    assertThat(merged.out()).isEqualTo(whole.out());
    assertThat(merged.code()).isEqualTo(whole.code()).isEqualTo(4);
    assertThat(whole.err()).endsWith(merged.err());
    assertThat(Cli.run(dir, "merge-reports", "r.2-of-3.jsonl", "r.0-of-3.json", "r.1-of-3.jsonl", "--format", form).out())
        .as("lines and documents, in any order").isEqualTo(whole.out());
  }

  @Test
  void aVerboseRunNamesWhatItJoinsAndAQuietOneNothing() {
    assertThat(merge("--format", "json=verbose.json", "-v").err()).startsWith("""
        xen2kvm: joining r.0-of-3.json
        xen2kvm: joining r.1-of-3.json
        xen2kvm: joining r.2-of-3.json
        """);
    assertThat(merge("--format", "json=quiet.json", "-q").err()).isEmpty();
  }

  @Test
  void thePageHasAllThatReportsHoldAndSaysWhatItLacks() {
    String page = merge("--format", "html").out();

    assertThat(page).contains("reports, which hold no definitions", "in/bad.xml", "refuse-malformed", "tpm",
        "<b>26</b> domains").doesNotContain("id=\"diff");
  }

  @Test
  void whatAReportSaysIsEscapedInThePage() throws IOException {
    edit(0, text -> text.replaceFirst("(\"outcome\":\"[A-Z]+\",\"name\":\")[^\"]*", "$1<script>alert(1)</script>"));

    assertThat(merge("--format", "html").out()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
  }

  @Test
  void noControlCharacterOfAReportReachesATerminal() throws IOException {
    edit(0, text -> text.replaceAll("\"(xpath|before|after|reason|targetDev|guestName|xenName|from|to)\":\"", "$0\\\\u001b[31m")
        .replaceAll("\"xpath\":\"[^\"]*\",\"name\":\"", "$0\\\\u001b[31m"));

    assertThat(merge("--format", "text").out()).contains("?[31m").doesNotContain("\u001b");
  }

  @Test
  void jsonOnStandardOutputIsTheDefaultAndExitStatusesAreThoseOfTheRun() throws IOException {
    assertThat(merge().out()).isEqualTo(Cli.run(dir, "diff", "in", "--format", "json").out());
    for (String bad : List.of("bad.xml", "network.xml", "latin.xml", "packed.xml", "dangling.xml")) {
      Files.delete(dir.resolve("in/" + bad));
    }
    for (int index = 0; index < SHARDS; index++) {
      shard(index);
    }

    assertThat(merge().code()).isZero();
    assertThat(merge("--detailed-exitcode").code()).isEqualTo(2);
  }

  @Test
  void whatIsMadeOfASecretReportIsSecret() throws IOException {
    Files.setPosixFilePermissions(dir.resolve("r.1-of-3.json"), PosixFilePermissions.fromString("rw-------"));

    assertThat(merge("--format", "json=merged.json").code()).isEqualTo(4);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("merged.json")))).isEqualTo("rw-------");
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    Files.delete(dir.resolve("r.1-of-3.json"));

    refused("xen2kvm: error: No report of shard 1/3: run it again, the others need not be");
  }

  @Test
  void theSameShardTwiceIsTold() throws IOException {
    Files.copy(dir.resolve("r.1-of-3.json"), dir.resolve("r.x-of-3.json"));

    refused("r.x-of-3.json: it is of shard 1/3, as is r.1-of-3.json");
  }

  @Test
  void anotherVersionIsTold() throws IOException {
    edit(1, text -> text.replaceFirst("\"version\":\"[^\"]*\"", "\"version\":\"0.0.1\""));

    refused("r.1-of-3.json: xen2kvm 0.0.1 has written it, and this is ");
  }

  @Test
  void shardsOfAnotherCountOrCommandAreNotOfThisRun() throws IOException {
    edit(2, text -> text.replace("\"command\":\"diff\"", "\"command\":\"validate\""));
    refused("r.2-of-3.json: it is of validate --shard 2/3, and r.0-of-3.json of diff --shard 0/3: they are not of one run");

    edit(2, text -> text.replace("\"command\":\"validate\"", "\"command\":\"diff\"").replace("\"count\":3", "\"count\":4"));
    refused("they are not of one run");

    edit(2, text -> text.replace("\"count\":4", "\"count\":2"));
    refused("r.2-of-3.json: it calls itself shard 2 of 2, which count from 0");
  }

  @Test
  void theReportOfAWholeRunIsNoPart() throws IOException {
    Cli.run(dir, "diff", "in", "-q", "--force", "--format", "json=r.0-of-3.json");

    refused("r.0-of-3.json: this is the report of a whole run, which --shard makes parts of");
  }

  @Test
  void inputsThatChangeBetweenShardsAreTold() throws IOException {
    Cli.write(dir, "in/later.xml", Cli.xen("later"));
    shard(2);
    refused("have changed between the shards");
    Files.delete(dir.resolve("in/later.xml"));
    Cli.write(dir, "in/zz.xml", Cli.xen("later"));
    shard(2);
    refused("it tells other inputs than r.0-of-3.json: the inputs, or a policy, have changed between the shards");
  }

  @Test
  void anInputThatTwoShardsTellOfIsTold() throws IOException {
    String first = Files.readString(dir.resolve("r.0-of-3.json"));
    String position = first.replaceAll("(?s).*?\"position\":([0-9]+),.*", "$1");
    edit(1, text -> text.replaceFirst("\"position\":[0-9]+", "\"position\":" + position));

    Ran ran = merge();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).containsAnyOf("another shard has told of in/", "its results are not in order");
  }

  @Test
  void aResultThatIsLeftOutIsTold() throws IOException {
    edit(0, text -> text.replaceFirst("(?m)^\\{\"position\":.*,\n", ""));
    refused("r.0-of-3.json: its summary counts other results than it has");
  }

  @Test
  void whatIsNoReportIsTold() throws IOException {
    Path file = dir.resolve("r.0-of-3.json");
    String good = Files.readString(file);
    for (String[] each : new String[][] {
        {"", "r.0-of-3.json: this is no report of a shard in JSON"},
        {"[]", "r.0-of-3.json: this is no report of a shard in JSON"},
        {"{}", "r.0-of-3.json: this is no report of a shard: "},
        {"<domain/>", "r.0-of-3.json: this is no JSON: "},
        {good.substring(0, good.length() / 2), "r.0-of-3.json: it is cut off"},
        {good.substring(0, good.lastIndexOf('}')), "r.0-of-3.json: it is cut off"},
        {good + "{}", "r.0-of-3.json: something follows its summary"},
        {good.replaceFirst("\"outcome\":\"[A-Z]+\"", "\"outcome\":\"FINE\""), "r.0-of-3.json: this is no report of a shard: "},
        {good.replaceFirst("\"changes\":\\[", "\"more\":1,\"changes\":["), "r.0-of-3.json: this is no report of a shard: "},
        {good.replaceFirst("\"position\":[0-9]+", "\"position\":" + "9".repeat(900)), "r.0-of-3.json: its results are not in order"},
        {good.replaceFirst("\"position\":[0-9]+,", ""), "r.0-of-3.json: its results are not in order"},
        {good.replaceFirst("\"input\":", "\"input\":\"x\",\"input\":"), "r.0-of-3.json: this is no JSON: Duplicate field 'input'"},
        {"[".repeat(100_000), "r.0-of-3.json: this is no report of a shard in JSON"},
        {"{\"a\":" + "[".repeat(100_000), "r.0-of-3.json: this is no JSON: Document nesting depth"},
        {good.replaceFirst("\"rule\":\"[^\"]*\"", "\"rule\":\"\\\\u001b[31m\""), "r.0-of-3.json: this is no report of a shard: "},
        {good.replaceFirst("\"rule\":\"[^\"]*\"", "\"rule\":\"x\\\\n\""), "r.0-of-3.json: this is no report of a shard: "},
    }) {
      Files.writeString(file, each[0]);
      refused(each[1]);
    }
  }

  @Test
  void aValueWithoutAnEndCostsNoMoreThanItsBound() throws IOException {
    try (var out = Files.newBufferedWriter(dir.resolve("r.0-of-3.json"))) {
      out.write("{\"formatVersion\":[");
      for (int i = 0; i < 70; i++) {
        out.write("0,".repeat(1 << 19));
      }
    }

    refused("r.0-of-3.json: it has a value that is longer than any of a report");
  }

  @Test
  void reportsAreNamedAndThere() {
    assertThat(Cli.run(dir, "merge-reports").code()).isEqualTo(64);
    assertThat(Cli.run(dir, "merge-reports", "x.*-of-3.json").err()).contains("No file matches x.*-of-3.json");
    assertThat(Cli.run(dir, "merge-reports", "none.json").err()).contains("none.json: No such file or directory");
    assertThat(Cli.run(dir, "merge-reports", "in").err()).contains("in: This is not a regular file");
    assertThat(merge("--format", "diff").err()).contains("reports hold no definitions, so no diff can be made of them");
    assertThat(merge("--format", "json=in/d0.xml").err()).contains("The report in/d0.xml exists; --force replaces it");
  }
}
