package org.xen2kvm.migration.copy;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.xen2kvm.migration.json.PlanJson;
import org.xen2kvm.migration.json.SchemaFile;

/**
 * The record of a disk's copy as JSON, {@code schemas/disk-copy.schema.json}, and back. What is read is held against the schema,
 * for somebody may have edited it. Safe for use by several threads.
 */
final class CopyRecordText {
  private static final int FORMAT_VERSION = 1;

  private static final ObjectMapper MAPPER = PlanJson.mapper();

  private CopyRecordText() {}

  /** The schema, compiled when the first record is read. */
  private static final class Schema {
    static final SchemaFile COPY = SchemaFile.of("disk-copy.schema.json");
  }

  /** What stands in the file. */
  @JsonPropertyOrder({"formatVersion", "copy"})
  private record Envelope(int formatVersion, CopyRecord copy) {}

  /** Returns the JSON text of a record. */
  static String write(CopyRecord copy) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(new Envelope(FORMAT_VERSION, copy)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The record of a copy cannot be written as JSON", e);
    }
  }

  /**
   * Returns the record of a JSON text.
   *
   * @throws IllegalArgumentException when it is none, or of another format version; its message says where it is wrong
   */
  static CopyRecord read(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      List<String> problems = Schema.COPY.problems(tree);
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", problems));
      }
      return MAPPER.treeToValue(tree, Envelope.class).copy();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
