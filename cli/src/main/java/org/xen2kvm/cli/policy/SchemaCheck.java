package org.xen2kvm.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xen2kvm.cli.policy.PolicyException.Problem;

/**
 * Checks a document against one of the project's JSON Schemas and says what is wrong in the user's words, with the
 * line.
 *
 * <p>The schemas keep to what can be said well: {@code oneOf} only ever chooses between required keys, and a
 * {@code pattern} has a {@code title} beside it that completes "is not …".
 */
final class SchemaCheck {
  private final JsonNode schema;
  private final JsonSchema compiled;

  private SchemaCheck(JsonNode schema) {
    this.schema = schema;
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().locale(Locale.ROOT).pathType(PathType.JSON_POINTER).build();
    this.compiled = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, config);
  }

  /** Returns the check against a schema of the folder {@code schemas}, which is on the class path. */
  static SchemaCheck of(String schemaFile) {
    try (InputStream in = SchemaCheck.class.getResourceAsStream("/schemas/" + schemaFile)) {
      if (in == null) {
        throw new IllegalStateException("The program was packed without schemas/" + schemaFile);
      }
      return new SchemaCheck(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading schemas/" + schemaFile + " from the class path failed", e);
    }
  }

  /** Returns what the schema finds wrong, no more than anybody reads; empty when nothing is. */
  List<Problem> problems(YamlDocument document) {
    Set<Problem> problems = new LinkedHashSet<>();
    for (ValidationMessage message : compiled.validate(document.data())) {
      boolean insideChoice = steps(message.getEvaluationPath()).contains("oneOf")
          && !message.getType().equals("oneOf");
      if (!insideChoice && problems.size() < PolicyException.MOST) {
        problems.addAll(problems(document, message));
      }
    }
    return List.copyOf(problems);
  }

  private List<Problem> problems(YamlDocument document, ValidationMessage message) {
    Location where = new Location(steps(message.getInstanceLocation()));
    JsonNode instance = message.getInstanceNode();
    JsonNode rule = message.getSchemaNode();
    String shown = Shown.quoted(instance.isValueNode() ? document.text(where) : instance.toString());
    return switch (message.getType()) {
      case "additionalProperties" -> {
        String key = message.getProperty();
        String hint = Spelling.hint(key, names(beside(message).path("properties")));
        yield List.of(document.keyProblem(where, key, "there is no key " + Shown.quoted(key) + " here" + hint));
      }
      case "required" -> List.of(document.problem(where, "the key '" + message.getProperty() + "' is missing"));
      case "type" -> List.of(document.problem(where, wrongType(shown, instance, words(rule))));
      case "enum" -> {
        String hint = Spelling.hint(document.text(where), words(rule));
        yield List.of(document.problem(where, shown + " is none of " + String.join(", ", words(rule)) + hint));
      }
      case "pattern" -> List.of(document.problem(where, shown + " is not " + beside(message).path("title").asText()));
      case "minimum" -> List.of(document.problem(where, shown + " is less than " + rule.asText()));
      case "maximum" -> List.of(document.problem(where, shown + " is more than " + rule.asText()));
      case "minLength" -> List.of(document.problem(where, "must not be empty"));
      case "minItems" -> List.of(document.problem(where, "the list must not be empty"));
      case "maxLength" -> List.of(document.problem(where, "is longer than " + rule.asText() + " characters"));
      case "uniqueItems" -> List.of(document.problem(where, "the list has the same item twice"));
      case "oneOf" -> List.of(document.problem(where, wrongChoice(instance, beside(message).path("oneOf"))));
      case "dependentRequired" ->
          missingCompanions(document, where, instance, beside(message).path("dependentRequired"));
      default -> List.of(document.problem(where, Shown.plain(message.getMessage(), 200)));
    };
  }

  private static List<Problem> missingCompanions(
      YamlDocument document, Location where, JsonNode instance, JsonNode dependencies) {
    List<Problem> problems = new ArrayList<>();
    for (String key : names(dependencies)) {
      for (String companion : words(dependencies.path(key))) {
        if (instance.has(key) && !instance.has(companion)) {
          problems.add(document.keyProblem(where, key, "the key '" + key + "' goes only with '" + companion + "'"));
        }
      }
    }
    return problems;
  }

  private static String wrongChoice(JsonNode instance, JsonNode choices) {
    List<String> all = new ArrayList<>();
    choices.forEach(choice -> all.addAll(words(choice.path("required"))));
    List<String> there = all.stream().filter(instance::has).toList();
    String needed = "exactly one of " + String.join(", ", all) + " is needed";
    return there.isEmpty() ? needed : needed + ", not " + String.join(" and ", there);
  }

  private static String wrongType(String shown, JsonNode instance, List<String> types) {
    List<String> wanted = types.stream().map(SchemaCheck::typeName).toList();
    String expected = String.join(" or ", wanted) + " is needed";
    if (instance.isNull()) {
      return "there is no value; " + expected;
    }
    String actual = typeName(
        instance.isBoolean() ? "boolean"
            : instance.isIntegralNumber() ? "integer"
            : instance.isNumber() ? "number"
            : instance.isTextual() ? "string"
            : instance.isArray() ? "array" : "object");
    String advice = types.contains("string") && instance.isValueNode() ? "; put it in quotes"
        : types.contains("boolean") && isYesOrNo(instance) ? "; write true or false" : "";
    String what = instance.isValueNode() ? shown + ", " + actual : actual;
    return expected + ", not " + what + advice;
  }

  private static boolean isYesOrNo(JsonNode instance) {
    return Set.of("yes", "no", "on", "off", "y", "n").contains(instance.asText().toLowerCase(Locale.ROOT));
  }

  private static String typeName(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a map";
      default -> type;
    };
  }

  /** Returns the schema that the failed keyword stands in. */
  private JsonNode beside(ValidationMessage message) {
    JsonNode at = schema;
    List<Object> steps = steps(message.getSchemaLocation().getFragment());
    for (Object step : steps.subList(0, steps.size() - 1)) {
      at = step instanceof Integer index ? at.path(index) : at.path(step.toString());
    }
    return at;
  }

  private static List<Object> steps(JsonNodePath path) {
    List<Object> steps = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      steps.add(path.getElement(i));
    }
    return steps;
  }

  private static List<String> words(JsonNode oneOrSeveral) {
    List<String> words = new ArrayList<>();
    if (oneOrSeveral.isArray()) {
      oneOrSeveral.forEach(each -> words.add(each.asText()));
    } else {
      words.add(oneOrSeveral.asText());
    }
    return words;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
