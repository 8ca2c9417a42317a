package org.xen2kvm.migration.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.migration.json.PlanJson;

/** A line of a journal as JSON, {@code schemas/journal.schema.json}, and back. Safe for use by several threads. */
final class JournalText {
  private static final ObjectMapper MAPPER =
      PlanJson.mapper().addMixIn(JournalEntry.class, EntryType.class)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private JournalText() {}

  /** Tells which step of a journal it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = JournalEntry.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = JournalEntry.Planned.class, name = "planned"),
    @JsonSubTypes.Type(value = JournalEntry.Publishing.class, name = "publishing"),
    @JsonSubTypes.Type(value = JournalEntry.FilesMade.class, name = "files-made"),
    @JsonSubTypes.Type(value = JournalEntry.Copying.class, name = "copying"),
    @JsonSubTypes.Type(value = JournalEntry.Copied.class, name = "copied"),
    @JsonSubTypes.Type(value = JournalEntry.Defining.class, name = "defining"),
    @JsonSubTypes.Type(value = JournalEntry.Defined.class, name = "defined"),
    @JsonSubTypes.Type(value = JournalEntry.Starting.class, name = "starting"),
    @JsonSubTypes.Type(value = JournalEntry.Up.class, name = "up"),
    @JsonSubTypes.Type(value = JournalEntry.Applied.class, name = "applied"),
    @JsonSubTypes.Type(value = JournalEntry.Undoing.class, name = "undoing"),
    @JsonSubTypes.Type(value = JournalEntry.Undone.class, name = "undone"),
    @JsonSubTypes.Type(value = JournalEntry.Committing.class, name = "committing"),
    @JsonSubTypes.Type(value = JournalEntry.Folding.class, name = "folding"),
    @JsonSubTypes.Type(value = JournalEntry.Folded.class, name = "folded"),
    @JsonSubTypes.Type(value = JournalEntry.Committed.class, name = "committed"),
    @JsonSubTypes.Type(value = JournalEntry.RollingBack.class, name = "rolling-back"),
    @JsonSubTypes.Type(value = JournalEntry.RolledBack.class, name = "rolled-back"),
  })
  private interface EntryType {}

  /** Returns the JSON text of a line, without a line feed. */
  static String write(JournalLine line) {
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
  static JournalLine read(String json) {
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
