package org.xen2kvm.cli.progress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.cli.text.JsonText;
import org.xen2kvm.migration.progress.Step;

/**
 * A line of JSON for each thing that happens in a run, {@code schemas/events.schema.json}, there as soon as it happened. Where
 * it cannot be written any more, that is told once and the run goes on: a reader that has gone must not undo a migration. Safe
 * for use by several threads.
 */
public final class EventLog implements RunListener {
  /** Goes up when a reader of the form before would misunderstand the new one. */
  static final int FORMAT_VERSION = 1;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final OutputStream out;
  private final Clock clock;
  private final String toolVersion;
  private final Consumer<IOException> lost;
  private boolean broken;

  /**
   * Makes a log.
   *
   * @param out where lines go; whoever opened it closes it
   * @param toolVersion the version that runs
   * @param lost hears once that nothing can be written any more
   */
  public EventLog(OutputStream out, Clock clock, String toolVersion, Consumer<IOException> lost) {
    this.out = out;
    this.clock = clock;
    this.toolVersion = toolVersion;
    this.lost = lost;
  }

  @Override
  public void runBegins(String command, List<String> inputs) {
    write("run-begun", json -> {
      json.writeStringField("toolVersion", toolVersion);
      json.writeStringField("command", command);
      JsonText.texts(json, "inputs", inputs);
    });
  }

  @Override
  public void guestBegins(String input) {
    write("guest-begun", json -> json.writeStringField("input", input));
  }

  @Override
  public void step(String input, String guest, Step step) {
    write(step.percent().isEmpty() ? "step-begun" : "step-at", json -> {
      json.writeStringField("input", input);
      json.writeStringField("guest", guest);
      json.writeStringField("phase", step.phase().word());
      json.writeStringField("message", step.what());
      if (step.percent().isPresent()) {
        json.writeNumberField("percent", step.percent().getAsDouble());
      }
    });
  }

  @Override
  public void guestEnds(String input, ExitCode exit, String messages) {
    write("guest-ended", json -> {
      json.writeStringField("input", input);
      writeExit(json, exit);
      JsonText.texts(json, "messages", messages.lines().toList());
    });
  }

  @Override
  public void runEnds(ExitCode exit) {
    write("run-ended", json -> writeExit(json, exit));
  }

  private static void writeExit(JsonGenerator json, ExitCode exit) throws IOException {
    json.writeStringField("outcome", exit.word());
    json.writeNumberField("exit", exit.code());
  }

  private synchronized void write(String event, JsonText.Body body) {
    if (broken) {
      return;
    }
    try {
      // A line is written at once, so that a reader never sees half of one and another one's half.
      out.write(line(event, body));
      out.flush();
    } catch (IOException e) {
      broken = true;
      lost.accept(e);
    }
  }

  private byte[] line(String event, JsonText.Body body) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeNumberField("formatVersion", FORMAT_VERSION);
      json.writeStringField("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField("event", event);
      body.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return line.toByteArray();
  }
}
