package org.xen2kvm.migration.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Holds a plan against {@code schemas/plan.schema.json}. Stateless. */
final class PlanSchema {
  private static final String FILE = "/schemas/plan.schema.json";

  /** Whoever has more has made one mistake many times. */
  private static final int MOST = 3;

  private PlanSchema() {}

  /** The schema, compiled when the first plan is read. */
  private static final class Compiled {
    static final JsonSchema SCHEMA = compiled();
  }

  /** Returns what is wrong, with the place as a JSON pointer; empty when nothing is. */
  static List<String> problems(JsonNode plan) {
    return Compiled.SCHEMA.validate(plan).stream().limit(MOST).map(message -> message.getMessage()).toList();
  }

  private static JsonSchema compiled() {
    try (InputStream in = PlanSchema.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("The program was packed without " + FILE);
      }
      SchemaValidatorsConfig config =
          SchemaValidatorsConfig.builder().locale(Locale.ROOT).pathType(PathType.JSON_POINTER).build();
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(new ObjectMapper().readTree(in), config);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + FILE + " from the class path failed", e);
    }
  }
}
