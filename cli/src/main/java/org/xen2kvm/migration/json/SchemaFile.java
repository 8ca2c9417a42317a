package org.xen2kvm.migration.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** One of the project's JSON Schemas, compiled: holds documents against it. Safe for use by several threads. */
public final class SchemaFile {
  /** Whoever has more has made one mistake many times. */
  private static final int MOST = 3;

  private final JsonSchema schema;

  private SchemaFile(JsonSchema schema) {
    this.schema = schema;
  }

  /** Returns the schema of that name in the folder {@code schemas}, which is on the class path. */
  public static SchemaFile of(String name) {
    return new SchemaFile(compiled(read(name)));
  }

  /** Returns one of the definitions in it: that of a part of a document which is too long to be held as a whole. */
  public static SchemaFile of(String name, String definition) {
    ObjectNode schema = read(name);
    schema.remove("oneOf");
    schema.put("$ref", "#/$defs/" + definition);
    return new SchemaFile(compiled(schema));
  }

  private static ObjectNode read(String name) {
    String file = "/schemas/" + name;
    try (InputStream in = SchemaFile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The program was packed without " + file);
      }
      return new ObjectMapper().readValue(in, ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file + " from the class path failed", e);
    }
  }

  private static JsonSchema compiled(ObjectNode schema) {
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().locale(Locale.ROOT).pathType(PathType.JSON_POINTER).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema, config);
  }

  /** Returns what is wrong, with the place as a JSON pointer; empty when nothing is. */
  public List<String> problems(JsonNode document) {
    return schema.validate(document).stream().limit(MOST).map(message -> message.getMessage()).toList();
  }
}
