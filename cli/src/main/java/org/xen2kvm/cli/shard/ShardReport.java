package org.xen2kvm.cli.shard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.outcome.Fate;
import org.xen2kvm.cli.outcome.Report;
import org.xen2kvm.cli.report.JsonFormat;
import org.xen2kvm.cli.text.DisplayWidth;
import org.xen2kvm.cli.text.Printable;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.batch.BatchFindings;
import org.xen2kvm.migration.batch.Shard;
import org.xen2kvm.migration.json.SchemaFile;

/**
 * The report of one shard, JSON or JSON Lines, read result by result; each piece is held against the schema, and no more than one is
 * held in memory. All that is wrong with it is an {@link IOException} whose message names the file. For one thread.
 */
final class ShardReport implements AutoCloseable {
  /** No result of a definition, which has 4 MiB at most, comes near; nor does a summary of a million inputs. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int MOST_TOLD = 300;
  private static final ObjectMapper MAPPER =
      new ObjectMapper(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  /** Schemas take a quarter of a second to read and compile: not before one is needed. */
  private static final class Schemas {
    static final SchemaFile BEGIN = SchemaFile.of("report.schema.json", "shardBegin");
    static final SchemaFile RESULT = SchemaFile.of("report.schema.json", "line");
    static final SchemaFile END = SchemaFile.of("report.schema.json", "shardEnd");
  }

  private final String label;
  private final BoundedInput input;
  private final JsonParser parser;
  private final JsonNode begin;
  private final boolean lines;
  private final Map<Fate, Long> counts = new EnumMap<>(Fate.class);
  private long position = -1;
  private @Nullable Report result;
  private @Nullable Summary summary;

  /**
   * What a report tells at its end.
   *
   * @param inputs how many all shards have, those passed over among them
   * @param passedOver how many of its own were
   * @param findings what all inputs together show
   */
  record Summary(long inputs, long passedOver, BatchFindings findings) {}

  /**
   * Opens a report and reads on to its first result.
   *
   * @param label its path as the user wrote it
   */
  @SuppressWarnings("this-escape")
  ShardReport(String label, Path file) throws IOException {
    this.label = label;
    this.input = new BoundedInput(opened(file), MOST_BYTES);
    try {
      this.parser = MAPPER.getFactory().createParser(input);
    } catch (IOException e) {
      input.close();
      throw wrong(e);
    }
    try {
      ObjectNode first = MAPPER.createObjectNode();
      this.lines = !readFields(first, "results");
      this.begin = first;
      if (!first.has("shard") && first.has("tool")) {
        throw wrong("this is the report of a whole run, which --shard makes parts of");
      }
      expect(Schemas.BEGIN, first);
      advance();
    } catch (IOException e) {
      close();
      throw wrong(e);
    }
  }

  private InputStream opened(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw new IOException("This is not a regular file");
      }
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new IOException(Printable.line(label) + ": " + IoReason.of(e), e);
    }
  }

  String label() {
    return label;
  }

  String version() {
    return begin.at("/tool/version").asText();
  }

  String command() {
    return begin.at("/shard/command").asText();
  }

  int count() {
    return begin.at("/shard/count").asInt();
  }

  /** Returns the shard. */
  Shard shard() throws IOException {
    int index = begin.at("/shard/index").asInt();
    if (index >= count()) {
      throw wrong("it calls itself shard " + index + " of " + count() + ", which count from 0");
    }
    return new Shard(index, count());
  }

  /** Returns the result that is next; null behind the last. */
  @Nullable Report result() {
    return result;
  }

  /** Returns how many inputs of all shards come before the next result. */
  long position() {
    return position;
  }

  /** Returns the summary; null before the last result was read. */
  @Nullable Summary summary() {
    return summary;
  }

  /** Reads on to the next result, or to the end. */
  void advance() throws IOException {
    try {
      input.allow(MOST_BYTES);
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        ObjectNode next = MAPPER.readTree(parser);
        if (lines && next.has("summary")) {
          end(next);
        } else {
          take(next);
        }
      } else if (!lines && parser.currentToken() == JsonToken.END_ARRAY) {
        ObjectNode last = MAPPER.createObjectNode();
        readMore(last, "");
        last.put("formatVersion", JsonFormat.FORMAT_VERSION);
        end(last);
      } else {
        throw wrong("it is cut off, or no report of a shard");
      }
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  private void take(ObjectNode next) throws IOException {
    if (!lines) {
      next.put("formatVersion", JsonFormat.FORMAT_VERSION); // a line is a result with this
    }
    expect(Schemas.RESULT, next);
    JsonNode at = next.path("position");
    if (!at.canConvertToLong() || at.asLong() <= position || !at.isIntegralNumber()) {
      throw wrong("its results are not in order");
    }
    position = at.asLong();
    try {
      Report read = ReadResult.report(next);
      counts.merge(read.fate(), 1L, Long::sum);
      result = read;
    } catch (IllegalArgumentException e) { // what the schema's patterns let through: for Java, $ also is before a last line end
      throw noReport(String.valueOf(e.getMessage()));
    }
  }

  private void end(ObjectNode last) throws IOException {
    expect(Schemas.END, last);
    if (parser.nextToken() != null) {
      throw wrong("something follows its summary");
    }
    JsonNode told = last.path("summary");
    if (told.path("stoppedEarly").asBoolean() || !told.has("inputs") || !told.has("passedOver")
        || !told.path("inputs").canConvertToLong() || !told.path("passedOver").canConvertToLong()) {
      throw wrong("its summary is not that of a shard");
    }
    for (Fate fate : List.of(Fate.CONVERTED, Fate.UNCHANGED, Fate.REFUSED, Fate.FAILED)) {
      JsonNode counted = told.path(fate.name().toLowerCase(Locale.ROOT));
      if (!counted.canConvertToLong() || counted.asLong() != counts.getOrDefault(fate, 0L)) {
        throw wrong("its summary counts other results than it has");
      }
    }
    result = null;
    summary = new Summary(told.path("inputs").asLong(), told.path("passedOver").asLong(), ReadResult.batch(told));
  }

  /** Reads the fields of an object that begins here; see {@link #readMore}. */
  private boolean readFields(ObjectNode into, String list) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw wrong("this is no report of a shard in JSON");
    }
    return readMore(into, list);
  }

  /** Reads fields up to the end of an object, or up to the first element of that list; returns whether it met the list. */
  private boolean readMore(ObjectNode into, String list) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals(list) && value == JsonToken.START_ARRAY) {
        return true;
      }
      into.set(name, MAPPER.readTree(parser));
    }
    return false;
  }

  private void expect(SchemaFile schema, JsonNode document) throws IOException {
    List<String> problems = schema.problems(document);
    if (!problems.isEmpty()) {
      throw noReport(String.join("; ", problems));
    }
  }

  private IOException noReport(String why) {
    return wrong("this is no report of a shard: " + DisplayWidth.cut(Printable.line(why), MOST_TOLD));
  }

  /** Returns the failure that tells what is wrong with this report. */
  IOException wrong(String what) {
    return new WrongReport(Printable.line(label) + ": " + what, null);
  }

  private IOException wrong(IOException cause) {
    if (cause instanceof WrongReport) {
      return cause;
    }
    String what = cause instanceof JsonEOFException ? "it is cut off" : cause instanceof JsonProcessingException syntax
        ? "this is no JSON: " + DisplayWidth.cut(Printable.line(syntax.getOriginalMessage()), MOST_TOLD) : IoReason.of(cause);
    return new WrongReport(Printable.line(label) + ": " + what, cause);
  }

  /** What is told as it is. */
  private static final class WrongReport extends IOException {
    private static final long serialVersionUID = 1;

    WrongReport(String message, @Nullable IOException cause) {
      super(message, cause);
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
