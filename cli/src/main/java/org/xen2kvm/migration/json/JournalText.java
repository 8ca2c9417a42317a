package org.xen2kvm.migration.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.migration.journal.JournalLine;

/** A line of a journal as JSON, {@code schemas/journal.schema.json}, and back. Safe for use by several threads. */
public final class JournalText {
  private static final ObjectMapper MAPPER =
      PlanJson.mapper().enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private JournalText() {}

  /** Returns the JSON text of a line, without a line feed. */
  public static String write(JournalLine line) {
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A journal's line cannot be written as JSON", e);
    }
  }

  /**
   * Returns the line of a JSON text.
   *
   * @throws IllegalArgumentException when it is none, or of another format version
   */
  public static JournalLine read(String json) {
    try {
      @Nullable JournalLine line = MAPPER.readValue(json, JournalLine.class);
      if (line == null) {
        throw new IllegalArgumentException("it is null");
      }
      if (line.formatVersion() != JournalLine.FORMAT_VERSION) {
        throw new IllegalArgumentException(
            "its formatVersion is " + line.formatVersion() + ", and this tool knows " + JournalLine.FORMAT_VERSION);
      }
      return line;
    } catch (JsonProcessingException e) {
      // What the library would have been asked for is nobody's concern.
      throw new IllegalArgumentException(String.valueOf(e.getOriginalMessage()).split("[(\\[;\n]", 2)[0].strip(), e);
    }
  }
}
