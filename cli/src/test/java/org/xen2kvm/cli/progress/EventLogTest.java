package org.xen2kvm.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.json.JsonSchemas;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;

/** Events as lines of JSON. */
final class EventLogTest {
  private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-20T12:00:00.1234Z"), ZoneOffset.UTC);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<IOException> lost = new ArrayList<>();

  private EventLog log(OutputStream to) {
    return new EventLog(to, NOON, "0.1", lost::add);
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void eachEventIsALine() {
    EventLog log = log(out);
    Step copying = Step.begins(Phase.COPYING, "copying web1-xvda.qcow2");

    log.runBegins("apply", List.of("web1.plan.json"));
    log.guestBegins("web1.plan.json");
    log.step("web1.plan.json", "web1", copying);
    log.step("web1.plan.json", "web1", copying.at(1, 3));
    log.guestEnds("web1.plan.json", ExitCode.FAILED, "web1: error: it broke\n    Mend it.\n");
    log.runEnds(ExitCode.FAILED);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(String.join("\n", Stream.of(
        "'run-begun','toolVersion':'0.1','command':'apply','inputs':['web1.plan.json']}",
        "'guest-begun','input':'web1.plan.json'}",
        "'step-begun','input':'web1.plan.json','guest':'web1','phase':'copying','message':'copying web1-xvda.qcow2'}",
        "'step-at','input':'web1.plan.json','guest':'web1','phase':'copying','message':'copying web1-xvda.qcow2','percent':33.3}",
        "'guest-ended','input':'web1.plan.json','outcome':'failed','exit':1,'messages':['web1: error: it broke','    Mend it.']}",
        "'run-ended','outcome':'failed','exit':1}")
        .map(line -> ("{'formatVersion':1,'time':'2026-11-20T12:00:00.123Z','event':" + line).replace('\'', '"')).toList())
        + "\n");
    assertThat(lines()).allSatisfy(line -> assertThat(JsonSchemas.problems("events", line)).isEmpty());
  }

  @Test
  void everyPhaseAndEveryOutcomeIsInTheSchema() {
    EventLog log = log(out);

    for (Phase phase : Phase.values()) {
      log.step("i", "g", Step.begins(phase, "x"));
    }
    for (ExitCode exit : ExitCode.values()) {
      log.runEnds(exit);
    }

    assertThat(lines()).hasSize(Phase.values().length + ExitCode.values().length)
        .allSatisfy(line -> assertThat(JsonSchemas.problems("events", line)).isEmpty());
  }

  @Test
  void theSchemaRefusesWhatIsNoEvent() {
    log(out).step("i", "g", Step.begins(Phase.FIXING, "fixing").at(50));
    String good = lines().get(0);

    assertThat(List.of(
        good.replace("\"percent\":50.0", "\"percent\":101"), good.replace("fixing\"", "baking\""),
        good.replace("\"input\":\"i\",", ""), good.replace("step-at", "step"), good.replace("Z\"", "\""),
        good.replace("\"guest\":", "\"domain\":"))).allSatisfy(bad -> {
          assertThat(bad).isNotEqualTo(good);
          assertThat(JsonSchemas.problems("events", bad)).as(bad).isNotEmpty();
        });
  }

  @Test
  void aHostileNameStaysInItsLine() {
    log(out).guestBegins("a\",\"event\":\"run-ended\n\u001b[2J\u2028");

    assertThat(lines()).hasSize(1);
    JsonNode line = JsonSchemas.tree(lines().get(0));
    assertThat(line.path("event").asText()).isEqualTo("guest-begun");
    assertThat(line.path("input").asText()).isEqualTo("a\",\"event\":\"run-ended\n\u001b[2J\u2028");
  }

  @Test
  void aReaderThatHasGoneIsToldOfOnceAndEndsNothing() {
    EventLog log = log(new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("Broken pipe");
      }
    });

    log.guestBegins("a");
    log.runEnds(ExitCode.DONE);

    assertThat(lost).singleElement().satisfies(failure -> assertThat(failure).hasMessage("Broken pipe"));
  }
}
