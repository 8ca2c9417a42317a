package org.xen2kvm.cli.report.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.report.JsonFormat;
import org.xen2kvm.cli.report.ReportFormat;
import org.xen2kvm.cli.text.JsonText;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.converter.report.Severity;
import org.xen2kvm.converter.rule.RuleDescriptor;
import org.xen2kvm.converter.rule.RuleDescriptor.Activation;
import org.xen2kvm.file.Sha256;
import org.xen2kvm.migration.batch.Conflict;
import org.xen2kvm.migration.batch.UnmappedNetwork;

/**
 * SARIF 2.1.0, which code scanning of GitHub and GitLab and editors read: one run, the catalogue as its rules, each finding a
 * result. An input that failed is a result, too, under a rule of its own. Written as the run goes, an input at a time.
 */
public final class SarifFormat implements ReportFormat {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  /** Places that are told of what concerns a whole batch. */
  private static final int MOST_PLACES = 100;

  /** What stands for a rule where an input failed, by the kinds of failures. */
  private enum FailedInput {
    IO("input-io", "An input cannot be read, or an output cannot be written"),
    NOT_A_DOMAIN("input-not-a-domain", "What was named holds no domain definition"),
    BUG("internal-error", "xen2kvm itself failed");

    private final String id;
    private final String title;

    FailedInput(String id, String title) {
      this.id = id;
      this.title = title;
    }
  }

  private final String version;
  private final List<RuleDescriptor> catalog;
  private final Map<String, Integer> indexes = new HashMap<>();

  /**
   * Makes the format.
   *
   * @param version the tool's version
   * @param rules the catalogue
   */
  public SarifFormat(String version, List<RuleDescriptor> rules) {
    this.version = version;
    this.catalog = List.copyOf(rules);
    for (RuleDescriptor rule : rules) {
      indexes.put(rule.id().value(), indexes.size());
    }
    for (FailedInput failed : FailedInput.values()) {
      indexes.put(failed.id, indexes.size());
    }
  }

  @Override
  public String header() {
    String driver = JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringField("name", "xen2kvm");
      json.writeStringField("version", version);
      json.writeArrayFieldStart("rules");
      for (RuleDescriptor rule : catalog) {
        write(json, rule);
      }
      for (FailedInput failed : FailedInput.values()) {
        json.writeStartObject();
        json.writeStringField("id", failed.id);
        writeText(json, "shortDescription", failed.title);
        writeText(json, "fullDescription", failed.title + ".");
        writeText(json, "help", "The message says why.");
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
    return "{\"$schema\":\"" + SCHEMA + "\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":" + driver
        + "},\"columnKind\":\"utf16CodeUnits\",\"results\":[\n";
  }

  private static void write(JsonGenerator json, RuleDescriptor rule) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", rule.id().value());
    writeText(json, "shortDescription", rule.title());
    writeText(json, "fullDescription", rule.description());
    String sources = rule.sources().isEmpty() ? "" : "\n\nSources: " + String.join("; ", rule.sources());
    writeText(json, "help", rule.description() + sources + "\n\nxen2kvm explain " + rule.id().value());
    json.writeObjectFieldStart("defaultConfiguration");
    boolean runs = rule.activation() == Activation.ALWAYS || rule.activation() == Activation.DEFAULT_ON;
    json.writeBooleanField("enabled", runs);
    json.writeEndObject();
    json.writeObjectFieldStart("properties");
    json.writeStringField("phase", rule.phase().name().toLowerCase(Locale.ROOT));
    json.writeStringField("activation", rule.activation().word());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeText(JsonGenerator json, String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  @Override
  public String separator() {
    return ",\n";
  }

  /** Nothing is said of an input without findings. */
  @Override
  public String render(Report report) {
    List<String> results = new ArrayList<>();
    for (Finding finding : report.findings()) {
      results.add(JsonText.of(json -> write(json, report, finding)));
    }
    Failure failure = report.failure();
    if (failure != null) {
      results.add(JsonText.of(json -> write(json, report, failure)));
    }
    return String.join(separator(), results);
  }

  private void write(JsonGenerator json, Report report, Finding finding) throws IOException {
    String rule = finding.rule().value();
    begin(json, rule, level(finding.severity()), finding.message(), finding.advice());
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    writePlace(json, report.input().label(), finding.line(), finding.column());
    if (!finding.xpath().isEmpty()) {
      json.writeArrayFieldStart("logicalLocations");
      json.writeStartObject();
      json.writeStringField("fullyQualifiedName", finding.xpath());
      json.writeStringField("kind", "element");
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndArray();
    end(json, report, rule, finding.xpath(), finding.message());
  }

  private void write(JsonGenerator json, Report report, Failure failure) throws IOException {
    String rule = FailedInput.valueOf(failure.kind().name()).id;
    begin(json, rule, "error", failure.message(), failure.advice());
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    writePlace(json, report.input().label(), 0, 0);
    json.writeEndObject();
    json.writeEndArray();
    end(json, report, rule, "", failure.message());
  }

  private void begin(JsonGenerator json, String rule, String level, String message, String advice) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", rule);
    @Nullable Integer index = indexes.get(rule);
    if (index != null) { // a rule of the user's is not in the catalogue
      json.writeNumberField("ruleIndex", index);
    }
    json.writeStringField("level", level);
    writeMessage(json, message, advice);
  }

  private static void writeMessage(JsonGenerator json, String message, String advice) throws IOException {
    writeText(json, "message", Printable.line(advice.isEmpty() ? message : sentence(message) + " " + advice));
  }

  /** Messages are sentences without a full stop. */
  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }

  private static void writePlace(JsonGenerator json, String input, int line, int column) throws IOException {
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", ArtifactUri.of(input));
    json.writeEndObject();
    if (line > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", line);
      if (column > 0) {
        json.writeNumberField("startColumn", column);
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** What tells a finding from others in the next run has no line: edits above it must not make it a new one. */
  private static void end(JsonGenerator json, Report report, String rule, String xpath, String message) throws IOException {
    String same = String.join("\u0000", rule, ArtifactUri.of(report.input().label()), xpath, message);
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("finding/v1", Sha256.of(same.getBytes(StandardCharsets.UTF_8)));
    json.writeEndObject();
    json.writeEndObject();
  }

  /** What only the whole batch shows is a notification: it is known when the results are written. */
  private static void write(
      JsonGenerator json, String rule, String message, String advice, List<String> inputs) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("descriptor");
    json.writeStringField("id", rule);
    json.writeEndObject();
    json.writeStringField("level", "warning");
    writeMessage(json, message, advice);
    json.writeArrayFieldStart("locations");
    for (String input : inputs.subList(0, Math.min(MOST_PLACES, inputs.size()))) {
      json.writeStartObject();
      writePlace(json, input, 0, 0);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "note";
    };
  }

  @Override
  public String footer(Totals totals) {
    return "\n],\"invocations\":[" + JsonText.of(json -> {
      json.writeStartObject();
      json.writeBooleanField("executionSuccessful", totals.of(Fate.FAILED) == 0 && !totals.stoppedEarly());
      json.writeArrayFieldStart("toolExecutionNotifications");
      for (Conflict conflict : totals.findings().conflicts()) {
        write(json, "batch-conflict", conflict.message(), conflict.advice(), conflict.inputs());
      }
      for (UnmappedNetwork network : totals.findings().networks()) {
        write(json, "batch-network", network.message(), network.advice(), network.inputs());
      }
      json.writeEndArray();
      json.writeObjectFieldStart("properties");
      JsonFormat.writeCounts(json, totals);
      json.writeEndObject();
      json.writeEndObject();
    }) + "]}]}\n";
  }
}
