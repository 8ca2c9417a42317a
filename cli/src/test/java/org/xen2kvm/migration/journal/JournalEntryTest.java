package org.xen2kvm.migration.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.migration.json.JsonSchemas;

/** Every step as a line of JSON, held against the schema. */
final class JournalEntryTest {
  private static final String AT = "2026-11-20T12:00:00.123Z";

  static Stream<JournalEntry> entries() {
    return JournalSamples.EACH.stream();
  }

  private static String text(JournalEntry entry) {
    return JournalText.write(new JournalLine(JournalLine.FORMAT_VERSION, AT, entry));
  }

  @Test
  void thereIsASampleOfEachType() {
    assertThat(JournalSamples.EACH).extracting(Object::getClass)
        .containsExactlyInAnyOrder(JournalEntry.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void comesBackAsItWasWritten(JournalEntry entry) {
    JournalLine line = new JournalLine(JournalLine.FORMAT_VERSION, AT, entry);

    assertThat(JournalText.read(JournalText.write(line))).isEqualTo(line);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void isOneLineThatKeepsToTheSchema(JournalEntry entry) {
    assertThat(text(entry).lines()).hasSize(1);
    assertThat(text(entry)).doesNotContain("\r");
    assertThat(JsonSchemas.problems("journal", text(entry))).isEmpty();
  }

  @Test
  void theSchemaHasTheStepsThatAreWrittenAndNoOthers() {
    List<String> inSchema = new ArrayList<>();
    for (JsonNode step : JsonSchemas.schema("journal").at("/properties/entry/oneOf")) {
      inSchema.add(step.at("/properties/step/const").asText());
    }
    List<String> written = entries()
        .map(entry -> JsonSchemas.tree(text(entry)).at("/entry/step").asText()).toList();

    assertThat(inSchema).containsExactlyInAnyOrderElementsOf(written).doesNotHaveDuplicates();
  }
}
