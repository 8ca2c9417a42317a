package org.xen2kvm.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The reference of policy files, docs/policy.md: the schema's keys, each with the example of the full policy. For one thread. */
final class PolicyPage {
  private final JsonNode schema;
  private final List<String> example;
  private final StringBuilder page = new StringBuilder();

  private PolicyPage(JsonNode schema, List<String> example) {
    this.schema = schema;
    this.example = example;
  }

  /** Returns the page's text. */
  static String of(String schema, String example) throws IOException {
    return new PolicyPage(new ObjectMapper().readTree(schema), example.lines().toList()).text();
  }

  private String text() {
    page.append("# Policy\n\n").append(schema.path("description").asText()).append("""
         `--policy FILE` gives the
        file to `convert`, `plan` and the other commands that convert; options of the same name override it. It is YAML of at most 1 MiB,
        checked against [its schema](../schemas/policy.schema.json), from which this page is made; what is wrong is told with line and
        column. The examples are [one policy](../testdata/policies/full.yaml).

        | Key | Type | Default |
        |---|---|---|
        """);
    schema.path("properties").properties().forEach(property -> page.append("| [").append(property.getKey()).append("](#")
        .append(property.getKey()).append(") | ").append(type(property.getValue())).append(" | ")
        .append(defaultOf(property.getValue())).append(" |\n"));
    schema.path("properties").properties().forEach(property -> section(property.getKey(), property.getValue()));
    return page.toString();
  }

  private void section(String key, JsonNode value) {
    page.append("\n## ").append(key).append('\n').append(value.path("description").asText()).append("\n\n```yaml\n");
    example(key).forEach(line -> page.append(line).append('\n'));
    page.append("```\n");
    List<String> rows = new ArrayList<>();
    rows("", value, rows);
    if (!rows.isEmpty()) {
      page.append("\n| Key | Type | Default | Meaning |\n|---|---|---|---|\n").append(String.join("", rows));
    }
    List<String> choices = new ArrayList<>();
    choices("", value, choices);
    if (!choices.isEmpty()) {
      page.append('\n').append(String.join("", choices));
    }
  }

  /** A line for each choice between keys, and for each key that needs another. */
  private void choices(String above, JsonNode node, List<String> lines) {
    JsonNode value = resolved(node);
    String prefix = above.isEmpty() ? "" : above + ".";
    List<String> keys = new ArrayList<>();
    value.path("oneOf").forEach(choice -> choice.path("required").forEach(key -> keys.add("`" + prefix + key.asText() + "`")));
    if (!keys.isEmpty()) {
      lines.add("- Exactly one of " + String.join(", ", keys) + ".\n");
    }
    value.path("dependentRequired").properties().forEach(property -> property.getValue().forEach(needed ->
        lines.add("- `" + prefix + property.getKey() + "` needs `" + prefix + needed.asText() + "`.\n")));
    value.path("properties").properties().forEach(property -> choices(prefix + property.getKey(), property.getValue(), lines));
    if (value.path("items").isObject()) {
      choices(above + "[]", value.path("items"), lines);
    }
  }

  /** The lines of the full policy that give a key its value. */
  private List<String> example(String key) {
    int first = example.indexOf(example.stream().filter(line -> line.startsWith(key + ":")).findFirst().orElseThrow());
    int end = first + 1;
    while (end < example.size() && example.get(end).startsWith("  ")) {
      end++;
    }
    return example.subList(first, end);
  }

  /** A row for each key below; those of a list's items begin with {@code []}. */
  private void rows(String above, JsonNode node, List<String> rows) {
    JsonNode value = resolved(node);
    String prefix = above.isEmpty() ? "" : above + ".";
    value.path("properties").properties().forEach(property -> {
      String key = prefix + property.getKey();
      JsonNode below = property.getValue();
      boolean required = contains(value.path("required"), property.getKey());
      rows.add("| `" + key + "` | " + type(below) + " | " + (required ? "required" : defaultOf(below)) + " | "
          + cell(below.path("description").asText()) + " |\n");
      rows(key, below, rows);
    });
    if (value.path("items").path("properties").isObject()) {
      rows(above + "[]", value.path("items"), rows);
    }
  }

  private static boolean contains(JsonNode names, String name) {
    for (JsonNode each : names) {
      if (each.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : schema.at(reference.substring(1));
  }

  private String type(JsonNode node) {
    JsonNode value = resolved(node);
    if (value.has("const")) {
      return "`" + value.path("const").asText() + "`";
    }
    if (value.has("enum")) {
      List<String> words = new ArrayList<>();
      value.path("enum").forEach(word -> words.add("`" + word.asText() + "`"));
      return String.join(", ", words);
    }
    if (value.path("title").isTextual()) {
      return cell(value.path("title").asText());
    }
    List<String> types = new ArrayList<>();
    if (value.path("type").isArray()) {
      value.path("type").forEach(type -> types.add(type(type.asText(), value)));
    } else {
      types.add(type(value.path("type").asText(), value));
    }
    return String.join(", or ", types);
  }

  private String type(String type, JsonNode value) {
    return switch (type) {
      case "integer" -> value.has("minimum")
          ? "a number from " + value.path("minimum").asText() + " to " + value.path("maximum").asText() : "a number";
      case "number" -> "a number";
      case "boolean" -> "`true` or `false`";
      case "array" -> "a list" + (value.path("items").path("type").asText().equals("object") ? " of mappings"
          : " of " + plural(value.path("items").path("type").asText()));
      case "object" -> value.path("additionalProperties").isObject()
          ? "a mapping to " + type(value.path("additionalProperties")) : "a mapping";
      case "string" -> value.has("maxLength") ? "a text of at most " + value.path("maxLength").asText() + " characters" : "a text";
      default -> throw new IllegalStateException("The page has no words for the type " + type);
    };
  }

  private static String plural(String type) {
    return switch (type) {
      case "integer" -> "numbers";
      case "string" -> "texts";
      default -> throw new IllegalStateException("The page has no words for a list of the type " + type);
    };
  }

  private static String defaultOf(JsonNode node) {
    return node.has("default") ? "`" + node.path("default").asText() + "`" : "";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
