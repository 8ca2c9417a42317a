package org.xen2kvm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.migration.json.JsonSchemas;

/** All shards of a run together are that run: nothing is left out, nothing twice, and nothing told otherwise. */
final class ShardedRunTest {
  @TempDir private Path dir = Path.of("");

  private static JsonNode tree(String json) {
    assertThat(JsonSchemas.problems("report", json)).isEmpty();
    return JsonSchemas.tree(json);
  }

  /** Returns what became of each input, its place in the run and where its result went left out. */
  private static Map<String, String> told(JsonNode run, String output) {
    Map<String, String> told = new TreeMap<>();
    for (JsonNode result : run.path("results")) {
      String text = result.toString().replaceFirst("^\\{\"position\":[0-9]+,", "{").replace("\"output\":\"" + output, "\"output\":\"");
      assertThat(told.put(result.path("input").asText(), text)).as("told twice").isNull();
    }
    return told;
  }

  /** Returns the files below a folder with what is in them. */
  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : Cli.files(folder)) {
      contents.put(name, Files.readString(folder.resolve(name)));
    }
    return contents;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "7, 4"})
  void theShardsAreTheWholeRunAndShareNothing(int count, long seed) throws IOException {
    Estate.write(dir, "in", 30, seed);
    Ran whole = Cli.run(dir, "convert", "in", "-o", "whole", "--format", "json");
    JsonNode all = tree(whole.out());

    Map<String, String> told = new TreeMap<>();
    Map<String, String> written = new TreeMap<>();
    long passedOver = 0;
    for (int index = 0; index < count; index++) {
      Ran ran = Cli.run(dir, "convert", "in", "-o", "part" + index, "--shard", index + "/" + count, "--format", "json");
      JsonNode part = tree(ran.out());
      told(part, "part" + index).forEach((input, text) -> assertThat(told.put(input, text)).as("%s in two shards", input).isNull());
      contents(dir.resolve("part" + index)).forEach((name, text) ->
          assertThat(written.put(name, text)).as("%s written by two shards", name).isNull());
      passedOver += part.at("/summary/passedOver").asLong();
      assertThat(part.at("/summary/conflicts")).as("what only all inputs show").isEqualTo(all.at("/summary/conflicts")).isNotEmpty();
      assertThat(part.at("/summary/unmappedNetworks")).isEqualTo(all.at("/summary/unmappedNetworks")).isNotEmpty();
      assertThat(part.at("/summary/inputs").asLong()).isEqualTo(all.path("results").size() + all.at("/summary/passedOver").asLong());
      assertThat(ran.code()).isEqualTo(part.at("/summary/refused").asInt() + part.at("/summary/failed").asInt() > 0 ? 4 : 0);
    }

    assertThat(told).isEqualTo(told(all, "whole"));
    assertThat(written).isEqualTo(contents(dir.resolve("whole"))).isNotEmpty();
    assertThat(passedOver).isEqualTo(all.at("/summary/passedOver").asLong()).isPositive();
  }

  @Test
  void aDomainIsInTheSameShardWhereverItLies() throws IOException {
    Estate.write(dir, "in", 12, 5);
    Files.createDirectories(dir.resolve("moved/away"));
    List<String> inputs = new ArrayList<>();
    for (String name : Cli.files(dir.resolve("in"))) {
      if (name.endsWith(".xml") && !Files.isSymbolicLink(dir.resolve("in/" + name))) {
        Path target = dir.resolve("moved/away/" + Path.of(name).getFileName());
        Files.copy(dir.resolve("in/" + name), target);
        inputs.add(0, "moved/away/" + target.getFileName());
      }
    }
    inputs.addAll(List.of("--shard", "1/2", "--format", "json"));
    inputs.add(0, "validate");

    JsonNode before = tree(Cli.run(dir, "validate", "in", "--shard", "1/2", "--format", "json").out());
    JsonNode after = tree(Cli.run(dir, inputs.toArray(new String[0])).out());

    assertThat(names(after)).isNotEmpty().isEqualTo(names(before).stream().filter(name -> !name.endsWith("dangling.xml")
        && name.endsWith(".xml")).toList());
  }

  private static List<String> names(JsonNode run) {
    return run.path("results").findValuesAsText("input").stream().map(input -> input.substring(input.lastIndexOf('/') + 1)).sorted()
        .toList();
  }

  @Test
  void shardsThatRunAtOnceShareOneFolderAndOneNameForReports() throws Exception {
    Estate.write(dir, "in", 60, 6);
    Ran whole = Cli.run(dir, "convert", "in", "-o", "whole", "-q", "--format", "json=whole.json");
    List<Callable<Ran>> shards = new ArrayList<>();
    for (int index = 0; index < 4; index++) {
      String shard = index + "/4";
      shards.add(() -> Cli.run(dir, "convert", "in", "-o", "out", "--shard", shard, "--format", "json=report.json",
          "--format", "html=report.html"));
    }
    ExecutorService threads = Executors.newFixedThreadPool(shards.size());
    try {
      for (Future<Ran> ran : threads.invokeAll(shards)) {
        assertThat(ran.get().code()).as("%s", ran.get().err()).isIn(0, 4);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(whole.code()).isEqualTo(4);
    assertThat(contents(dir.resolve("out"))).isEqualTo(contents(dir.resolve("whole")));
    assertThat(dir.resolve("report.json")).doesNotExist();
    assertThat(dir.resolve("report.2-of-4.html")).content().contains("This is shard 2/4 of the inputs; ");
    assertThat(Cli.run(dir, "merge-reports", "report.*-of-4.json").out())
        .isEqualTo(Files.readString(dir.resolve("whole.json")).replace("\"output\":\"whole/", "\"output\":\"out/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"convert", "diff", "validate"})
  void theLastLineTellsTheShard(String command) throws IOException {
    Estate.write(dir, "in", 6, 1);
    List<String> arguments = new ArrayList<>(List.of(command, "in", "--shard", "0/3"));
    if (command.equals("convert")) {
      arguments.addAll(List.of("-o", "out"));
    }

    assertThat(Cli.run(dir, arguments.toArray(new String[0])).err().lines().reduce("", (first, last) -> last))
        .matches("shard 0/3: [0-9]+ files?: .* failed(; [0-9]+ other files? passed over)?; [0-9]+ in other shards");
  }

  @Test
  void oneInputIsInOneShard() throws IOException {
    Cli.write(dir, "web1.xml", Cli.xen("web1"));

    List<Ran> ran = List.of(Cli.run(dir, "convert", "web1.xml", "--shard", "0/2"), Cli.run(dir, "convert", "web1.xml", "--shard", "1/2"));

    assertThat(ran).allMatch(each -> each.code() == 0);
    assertThat(ran.get(0).out() + ran.get(1).out()).isEqualTo(Cli.run(dir, "convert", "web1.xml").out());
    assertThat(ran).anyMatch(each -> each.out().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "4/4 | shards count from 0, so the last of 4 is 3/4",
    "5/4 | shards count from 0, so the last of 4 is 3/4",
    "0/0 | there are 1 to 100000 shards, not 0",
    "0/100001 | there are 1 to 100000 shards, not 100001",
    "-1/4 | is not I/N, such as 0/4 for the first of four",
    "1 | is not I/N",
    "a/b | is not I/N",
    "0/99999999999999 | is not I/N",
  })
  void whatIsNoShardIsRefused(String shard, String told) {
    Ran ran = Cli.run(dir, "convert", ".", "-o", "out", "--shard=" + shard);

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).contains("--shard: " + shard).contains(told);
  }

  @Test
  void stoppingEarlyIsNotForShards() {
    assertThat(Cli.run(dir, "validate", ".", "--shard", "0/2", "--no-keep-going"))
        .satisfies(ran -> assertThat(ran.code()).isEqualTo(64))
        .satisfies(ran -> assertThat(ran.err()).contains("with --no-keep-going each shard would stop at another input"));
  }

  @Test
  void passwordsAreMaskedInShardsToo() throws IOException {
    Estate.write(dir, "in", 10, 1);

    assertThat(Cli.runWithInput(dir, "".getBytes(UTF_8), "diff", "in", "--shard", "0/1", "--format", "json").out())
        .doesNotContain("s3cret");
  }

  @Test
  void aSingleDomainOfAnotherShardIsTold() throws IOException {
    Cli.write(dir, "one.xml", Cli.xen("one"));

    List<Ran> shards = List.of(Cli.run(dir, "convert", "one.xml", "--shard", "0/2"), Cli.run(dir, "convert", "one.xml", "--shard", "1/2"));

    assertThat(shards).filteredOn(ran -> ran.out().isEmpty()).singleElement().satisfies(
        ran -> assertThat(ran.err()).endsWith("/2: 0 files: 0 converted, 0 unchanged, 0 refused, 0 failed; 1 in other shards\n"));
  }
}
