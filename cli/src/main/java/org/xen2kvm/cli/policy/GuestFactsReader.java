package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xen2kvm.cli.policy.PolicyException.Problem;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;

/**
 * Reads files of guest facts: a plain view of {@link GuestFacts} as YAML or JSON, held against
 * {@code schemas/guest-facts.schema.json}. Safe for use by several threads.
 */
public final class GuestFactsReader {
  private GuestFactsReader() {}

  /**
   * Returns the facts of a file's text.
   *
   * @param fileName the name of the file, for messages
   * @throws PolicyException when it holds no guest facts, with all that is wrong with it and the lines
   */
  public static GuestFacts read(String text, String fileName) throws PolicyException {
    YamlDocument document = YamlDocument.parse(text, fileName, "description of a guest", "os: unknown");
    List<Problem> problems = SchemaCheck.of("guest-facts.schema.json").problems(document);
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    JsonNode facts = document.data();
    return new GuestFacts(
        OperatingSystem.valueOf(facts.path("os").asText().toUpperCase(Locale.ROOT)),
        facts.has("name") ? Optional.of(facts.path("name").asText()) : Optional.empty(),
        fact(facts, "virtio-disk"),
        fact(facts, "virtio-net"),
        fact(facts, "boot-loader-in-mbr"));
  }

  private static Optional<Boolean> fact(JsonNode facts, String key) {
    return facts.has(key) ? Optional.of(facts.path(key).asBoolean()) : Optional.empty();
  }
}
