package org.xen2kvm.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the readers and a generated reference rely on in the schemas. */
final class SchemaTest {
  private static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", ".."));

  @ParameterizedTest
  @ValueSource(strings = {"policy", "guest-facts", "plan", "inspection", "host-check", "survey"})
  void isASchema(String name) throws Exception {
    JsonNode schema = schema(name);
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(factory.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema")).validate(schema))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "guest-facts", "plan", "inspection", "host-check", "survey"})
  void describesEveryPropertyInSentences(String name) throws Exception {
    List<String> wrong = new ArrayList<>();
    visit("", schema(name), (path, node) -> node.path("properties").properties().forEach(property -> {
      if (!property.getValue().path("description").asText().endsWith(".")) {
        wrong.add(path + "/" + property.getKey());
      }
    }));

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "guest-facts", "plan", "inspection", "host-check", "survey"})
  void saysWhatAPatternWants(String name) throws Exception {
    List<String> wrong = new ArrayList<>();
    visit("", schema(name), (path, node) -> {
      if (node.path("pattern").isTextual() && node.path("title").asText().isEmpty()) {
        wrong.add(path);
      }
    });

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "guest-facts"})
  void choosesOnlyBetweenRequiredKeys(String name) throws Exception {
    List<String> wrong = new ArrayList<>();
    visit("", schema(name), (path, node) -> {
      node.path("oneOf").forEach(choice -> {
        if (!List.of("required").equals(keys(choice))) {
          wrong.add(path);
        }
      });
      if (node.has("anyOf") || node.has("allOf") || node.has("if") || node.has("not")) {
        wrong.add(path);
      }
    });

    assertThat(wrong).isEmpty();
  }

  @Test
  void theFullExampleHasEveryKeyOfAPolicy() throws Exception {
    JsonNode full = YamlDocument.parse(
        Files.readString(ROOT.resolve("testdata/policies/full.yaml")), "full.yaml", "policy", "{}").data();

    assertThat(keys(full)).containsExactlyInAnyOrderElementsOf(keys(schema("policy").path("properties")));
    TreeSet<String> used = new TreeSet<>();
    visit("", full, (path, node) -> used.addAll(keys(node)));
    List<String> missing = new ArrayList<>();
    visit("", schema("policy"), (path, node) -> {
      if (!path.contains("/rename/")) {
        missing.addAll(keys(node.path("properties")));
      }
    });
    missing.removeAll(used);

    assertThat(missing).isEmpty();
  }

  private interface Visitor {
    void at(String path, JsonNode node);
  }

  /** Visits each map of a document; in a schema also those that are no schemas, which have no keywords by accident. */
  private static void visit(String path, JsonNode node, Visitor visitor) {
    if (node.isObject()) {
      visitor.at(path, node);
      node.properties().forEach(each -> visit(path + "/" + each.getKey(), each.getValue(), visitor));
    } else if (node.isArray()) {
      node.forEach(each -> visit(path + "/", each, visitor));
    }
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static JsonNode schema(String name) throws IOException {
    return new ObjectMapper().readTree(Files.readString(ROOT.resolve("schemas/" + name + ".schema.json")));
  }
}
