package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.golden.GoldenFile;
import org.xen2kvm.migration.MemoryGuest;
import org.xen2kvm.migration.SourceGuest;
import org.xen2kvm.migration.json.JsonSchemas;
import org.xen2kvm.runner.FakeDomainRunner;

/** Events and JUnit XML of plan, apply, commit and rollback, on real images and a made-up host; quiet and verbose runs. */
final class GuestReportsTest {
  @TempDir private Path folder = Path.of("");

  private final MemoryGuest debian = MemoryGuest.tree("debian12");
  private final FakeDomainRunner host = new FakeDomainRunner();

  @BeforeEach
  void makeTheGuest() throws IOException {
    Cli.write(folder, "web1.xml", SourceGuest.in(folder, 1).definition());
    host.guest("web1").atRun(web1 -> web1.writes("web1 login: "));
  }

  private Ran run(String command) {
    return GuestCli.run(folder, debian, host, command.split(" "));
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** Returns the lines, each a valid event. */
  private static List<JsonNode> events(String text) {
    assertThat(text).endsWith("\n");
    return text.lines().map(line -> {
      assertThat(JsonSchemas.problems("events", line)).as(line).isEmpty();
      return JsonSchemas.tree(line);
    }).toList();
  }

  private static String reviewed(String text, String golden) {
    String timeless = text.replaceAll("\"time\":\"[^\"]*\"", "\"time\":\"2026-11-20T12:00:00Z\"")
        .replaceAll("\"toolVersion\":\"[^\"]*\"", "\"toolVersion\":\"1.0\"");
    assertThat(timeless).isEqualTo(GoldenFile.expected("testdata/reports/" + golden, timeless));
    return timeless;
  }

  @Test
  void applyTellsEachStepAsAnEvent() throws IOException {
    Ran ran = run("apply web1.xml --events events.jsonl");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("done: web1\n");
    events(reviewed(read("events.jsonl"), "apply.events.jsonl"));
  }

  @Test
  void eventsTakeStandardOutputAlone() {
    Ran ran = run("plan web1.xml --events -");

    assertThat(ran.code()).isZero();
    assertThat(events(ran.out())).extracting(event -> event.path("event").asText() + " " + event.path("phase").asText())
        .containsExactly("run-begun ", "guest-begun ", "step-begun opening", "step-begun inspecting", "step-begun planning",
            "guest-ended ", "run-ended ");
  }

  @Test
  void theEventsOfSeveralRunsFollowEachOther() throws IOException {
    run("apply web1.xml --no-start --events events.jsonl");
    run("commit web1 --events events.jsonl");
    run("rollback web1 --events events.jsonl");

    List<JsonNode> events = events(read("events.jsonl"));
    assertThat(events).filteredOn(event -> event.path("event").asText().equals("run-begun"))
        .extracting(event -> event.path("command").asText()).containsExactly("apply", "commit", "rollback");
    assertThat(events).filteredOn(event -> event.path("event").asText().equals("run-ended"))
        .extracting(event -> event.path("outcome").asText()).containsExactly("done", "done", "refused");
    assertThat(events).anySatisfy(event -> assertThat(event.path("phase").asText()).isEqualTo("folding"));
  }

  @Test
  void aFailureIsInTheEvents() throws IOException {
    host.guest("web1").atRun(web1 -> web1.writes("Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)\n"));

    Ran ran = run("apply web1.xml --events events.jsonl");

    assertThat(ran.code()).isEqualTo(1);
    List<JsonNode> events = events(read("events.jsonl"));
    assertThat(events.get(events.size() - 2).path("messages").path(0).asText()).startsWith("web1.xml: error: The guest did not come up");
    assertThat(events).anySatisfy(event -> assertThat(event.path("phase").asText()).isEqualTo("undoing"));
  }

  @Test
  void eventsThatCannotBeWrittenAreAUsageError() {
    Ran ran = run("apply web1.xml --events nowhere/events.jsonl");

    assertThat(ran.code()).isEqualTo(64);
    assertThat(ran.err()).startsWith(
        "xen2kvm: error: --events: nowhere/events.jsonl cannot be written: No such file or directory\n");
    assertThat(folder.resolve(SourceGuest.STATE)).doesNotExist();
  }

  @Test
  void junitHasACaseForEachGuest() throws IOException {
    Cli.write(folder, "bad.xml", "<domain type='xen'><name>bad</name></domain>");

    Ran ran = run("plan web1.xml bad.xml --format junit=plans.xml");

    assertThat(ran.code()).isEqualTo(4);
    assertThat(ran.out()).startsWith("# Guest web1");
    String junit = read("plans.xml").replace(folder.toString(), "FOLDER");
    assertThat(junit).isEqualTo(GoldenFile.expected("testdata/reports/plan.junit.xml", junit));
  }

  @Test
  void junitOfAnApplyTellsHowItFailed() throws IOException {
    run("apply web1.xml");

    Ran again = run("apply web1.xml --format junit=apply.xml");

    assertThat(again.code()).isEqualTo(1);
    assertThat(read("apply.xml")).contains("<testsuite name=\"web1.xml\" tests=\"1\" failures=\"0\" errors=\"1\"",
        "<error type=\"failed\" message=\"web1.xml: error: ");
    assertThat(run("apply web1.xml --format junit=apply.xml").code()).as("it exists").isEqualTo(64);
    assertThat(run("apply web1.xml --format junit=apply.xml --force").code()).isEqualTo(1);
  }

  @Test
  void aQuietRunSaysNothingButItsData() {
    assertThat(run("plan web1.xml web1.xml -q").err()).isEmpty();
    assertThat(run("inspect web1.xml -q").err()).isEmpty();
    assertThat(run("apply web1.xml -q").err()).isEmpty();
    assertThat(run("apply web1.xml -q").err()).as("errors are told").contains("web1.xml: error: ");
    assertThat(run("rollback web1 -q")).isEqualTo(new Ran(0, "rolled back: web1\n", ""));
  }

  @Test
  void aVerboseRunTellsItsSteps() {
    assertThat(run("plan web1.xml -v").err()).contains(
        "xen2kvm: web1: opening the guest\nxen2kvm: web1: looking into the guest\nxen2kvm: web1: planning its changes\n");
  }

  @Test
  void quietAndVerboseContradictEachOther() {
    assertThat(run("plan web1.xml -q -v").code()).isEqualTo(64);
    assertThat(run("convert web1.xml -q -v").code()).isEqualTo(64);
  }
}
