package org.xen2kvm.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Failure;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.outcome.Totals;
import org.xen2kvm.cli.text.JsonText;
import org.xen2kvm.converter.GuestImplications;
import org.xen2kvm.converter.report.Change;
import org.xen2kvm.converter.report.Finding;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Shard;

/**
 * JSON as {@code schemas/report.schema.json} says: one document for the run, or with {@code lines} one line for each
 * input, and one for the batch where only all of them together show something. Either way it is written as the run goes, an input at a time.
 * The report of a shard tells besides which one it is, in lines by one more in front, and where each input stands among those of all
 * shards; and its last line is the summary.
 */
public final class JsonFormat implements ReportFormat {
  /** Goes up when a reader of the form before would misunderstand the new one. */
  public static final int FORMAT_VERSION = 1;

  private final String version;
  private final boolean lines;
  private final Optional<Part> part;

  /**
   * What a report tells that is a part of one.
   *
   * @param command the command that ran
   */
  public record Part(String command, Shard shard) {}

  /**
   * Makes the format.
   *
   * @param version the tool's version
   * @param lines whether each input is a document of its own
   * @param part the shard that is reported; empty when it is the whole run
   */
  public JsonFormat(String version, boolean lines, Optional<Part> part) {
    this.version = version;
    this.lines = lines;
    this.part = part;
  }

  @Override
  public String header() {
    String head = lines && part.isEmpty() ? "" : JsonText.of(json -> {
      json.writeStartObject();
      JsonText.head(json, FORMAT_VERSION, version);
      if (part.isPresent()) {
        json.writeObjectFieldStart("shard");
        json.writeStringField("command", part.get().command());
        json.writeNumberField("index", part.get().shard().index());
        json.writeNumberField("count", part.get().shard().count());
        json.writeEndObject();
      }
      json.writeEndObject();
    });
    return head.isEmpty() ? "" : lines ? head + "\n" : head.substring(0, head.length() - 1) + ",\"results\":[\n";
  }

  @Override
  public String separator() {
    return lines ? "" : ",\n";
  }

  @Override
  public boolean needsDigests() {
    return true;
  }

  @Override
  public String render(Report report) {
    return JsonText.of(json -> write(json, report)) + (lines ? "\n" : "");
  }

  @Override
  public String placed(String rendered, long position) {
    return part.isEmpty() || rendered.isEmpty() ? rendered : "{\"position\":" + position + "," + rendered.substring(1);
  }

  @Override
  public String footer(Totals totals) {
    if (lines && part.isPresent()) {
      return JsonText.of(json -> {
        json.writeStartObject();
        json.writeNumberField("formatVersion", FORMAT_VERSION);
        json.writeFieldName("summary");
        write(json, totals);
        json.writeEndObject();
      }) + "\n";
    }
    if (!lines) {
      return "\n],\"summary\":" + JsonText.of(json -> write(json, totals)) + "}\n";
    }
    BatchFindings findings = totals.findings();
    return findings.isEmpty() ? "" : JsonText.of(json -> {
      json.writeStartObject();
      json.writeNumberField("formatVersion", FORMAT_VERSION);
      write(json, findings);
      json.writeEndObject();
    }) + "\n";
  }

  private void write(JsonGenerator json, Report report) throws IOException {
    json.writeStartObject();
    if (lines) {
      json.writeNumberField("formatVersion", FORMAT_VERSION);
    }
    json.writeStringField("input", report.input().label());
    json.writeStringField("outcome", report.fate().name());
    json.writeStringField("name", report.name());
    writeNullable(json, "output", report.output());
    writeNullable(json, "sourceSha256", report.sourceSha256());
    writeNullable(json, "outputSha256", report.outputSha256());
    JsonText.objects(json, "changes", report.changes(), change -> write(json, change));
    writeFindings(json, report.findings());
    json.writeFieldName("guestImplications");
    write(json, report.guestImplications());
    json.writeFieldName("failure");
    write(json, report.failure());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Change change) throws IOException {
    json.writeStringField("rule", change.rule().value());
    json.writeStringField("kind", change.kind().name());
    json.writeStringField("xpath", change.xpath());
    json.writeStringField("name", change.name());
    writeNullable(json, "before", change.before());
    writeNullable(json, "after", change.after());
    json.writeNumberField("position", change.position());
    json.writeStringField("reason", change.reason());
    json.writeNumberField("line", change.line());
    json.writeNumberField("column", change.column());
  }

  /** Writes the property that tells what a person should know. */
  public static void writeFindings(JsonGenerator json, List<Finding> findings) throws IOException {
    JsonText.objects(json, "findings", findings, finding -> write(json, finding));
  }

  private static void write(JsonGenerator json, Finding finding) throws IOException {
    json.writeStringField("rule", finding.rule().value());
    json.writeStringField("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("xpath", finding.xpath());
    json.writeNumberField("line", finding.line());
    json.writeNumberField("column", finding.column());
    json.writeStringField("message", finding.message());
    json.writeStringField("advice", finding.advice());
  }

  private static void write(JsonGenerator json, @Nullable Failure failure) throws IOException {
    if (failure == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("kind", failure.kind().name());
    json.writeStringField("message", failure.message());
    json.writeStringField("advice", failure.advice());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, GuestImplications guest) throws IOException {
    json.writeStartObject();
    JsonText.objects(json, "disks", guest.disks(), disk -> {
      json.writeStringField("device", disk.device());
      json.writeStringField("xenName", disk.xenName());
      json.writeStringField("targetDev", disk.targetDev());
      json.writeStringField("bus", disk.bus());
      json.writeStringField("guestName", disk.guestName());
      json.writeBooleanField("partition", disk.partition());
      json.writeBooleanField("boot", disk.boot());
    });
    json.writeFieldName("console");
    if (guest.console().isPresent()) {
      json.writeStartObject();
      json.writeStringField("from", guest.console().get().from());
      json.writeStringField("to", guest.console().get().to());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
    JsonText.objects(json, "nics", guest.nics(), nic -> {
      json.writeStringField("mac", nic.mac());
      json.writeStringField("from", nic.from());
      json.writeStringField("to", nic.to());
    });
    json.writeStringField("boot", guest.boot().name());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Totals totals) throws IOException {
    json.writeStartObject();
    writeCounts(json, totals);
    if (totals.shard().isPresent()) {
      json.writeNumberField("inputs", totals.inputs());
    }
    write(json, totals.findings());
    json.writeEndObject();
  }

  /** Writes the properties that tell how many inputs came to which end. */
  public static void writeCounts(JsonGenerator json, Totals totals) throws IOException {
    json.writeNumberField("files", totals.files());
    json.writeNumberField("converted", totals.of(Fate.CONVERTED));
    json.writeNumberField("unchanged", totals.of(Fate.UNCHANGED));
    json.writeNumberField("refused", totals.of(Fate.REFUSED));
    json.writeNumberField("failed", totals.of(Fate.FAILED));
    json.writeNumberField("passedOver", totals.of(Fate.PASSED_OVER));
    json.writeBooleanField("stoppedEarly", totals.stoppedEarly());
  }

  /** Writes the properties that tell what only a whole batch shows. */
  public static void write(JsonGenerator json, BatchFindings findings) throws IOException {
    JsonText.objects(json, "conflicts", findings.conflicts(), conflict -> {
      json.writeStringField("kind", conflict.kind());
      json.writeStringField("value", conflict.value());
      JsonText.texts(json, "inputs", conflict.inputs());
      json.writeStringField("message", conflict.message());
      json.writeStringField("advice", conflict.advice());
    });
    JsonText.objects(json, "unmappedNetworks", findings.networks(), network -> {
      json.writeStringField("kind", network.kind());
      json.writeStringField("name", network.trait().value());
      JsonText.texts(json, "inputs", network.inputs());
    });
  }

  private static void writeNullable(JsonGenerator json, String name, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value);
    }
  }
}
