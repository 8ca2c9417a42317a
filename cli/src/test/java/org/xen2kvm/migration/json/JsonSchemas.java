package org.xen2kvm.migration.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds documents against the project's JSON Schemas, by the files and not by the code under test. Stateless. */
public final class JsonSchemas {
  private static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", ".."));
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonSchemas() {}

  /** Returns a schema of the folder schemas. */
  public static JsonNode schema(String name) {
    try {
      return MAPPER.readTree(Files.readString(ROOT.resolve("schemas/" + name + ".schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what is wrong with a document. */
  public static List<String> problems(String name, String json) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema(name)).validate(tree(json)).stream()
        .map(ValidationMessage::getMessage).toList();
  }

  /** Returns the tree of a document. */
  public static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
