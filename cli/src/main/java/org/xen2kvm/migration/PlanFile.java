package org.xen2kvm.migration;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.GuestAction;

/**
 * A plan as JSON, {@code schemas/plan.schema.json}, and back. The JSON has the shape of {@link MigrationPlan}; its records are
 * checked as they are made, so a plan that somebody edited is either a plan or refused. Safe for use by several threads.
 */
public final class PlanFile {
  /** Goes up when a reader of the form before would misunderstand the new one. */
  public static final int FORMAT_VERSION = 1;

  private static final ObjectMapper MAPPER = mapper();

  private PlanFile() {}

  /** What stands in the file. */
  @JsonPropertyOrder({"formatVersion", "plan"})
  private record Envelope(int formatVersion, MigrationPlan plan) {}

  /** Returns the JSON text of a plan. */
  public static String write(MigrationPlan plan) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(new Envelope(FORMAT_VERSION, plan)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A plan cannot be written as JSON", e);
    }
  }

  /**
   * Returns the plan of a JSON text.
   *
   * @throws MigrationException (REFUSED) when it is none, or of another format version
   */
  public static MigrationPlan read(String json) {
    Envelope envelope;
    try {
      envelope = MAPPER.readValue(json, Envelope.class);
    } catch (JsonProcessingException e) {
      throw notAPlan(e.getOriginalMessage(), e);
    }
    if (envelope == null || envelope.formatVersion() != FORMAT_VERSION || envelope.plan() == null) {
      throw notAPlan("its formatVersion is not " + FORMAT_VERSION, null);
    }
    return envelope.plan();
  }

  private static MigrationException notAPlan(String why, @Nullable Throwable cause) {
    return new MigrationException(
        MigrationException.Reason.REFUSED, "Not a plan of this tool: " + why, "Make the plan again.", cause);
  }

  private static ObjectMapper mapper() {
    SimpleModule paths = new SimpleModule();
    paths.addSerializer(Path.class, new PathText());
    paths.addDeserializer(Path.class, new TextPath());
    return JsonMapper.builder()
        .addModules(new Jdk8Module(), paths)
        .addMixIn(GuestAction.class, ActionType.class)
        .addMixIn(GuestPath.class, OneText.class)
        .addMixIn(FixId.class, OneText.class)
        .addMixIn(RuleId.class, OneText.class)
        // Records have what they are made of; methods that derive something are not part of the file.
        .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .build();
  }

  /** Tells which action it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = GuestAction.WriteFile.class, name = "write-file"),
    @JsonSubTypes.Type(value = GuestAction.RemoveFile.class, name = "remove-file"),
    @JsonSubTypes.Type(value = GuestAction.ChangeLink.class, name = "change-link"),
    @JsonSubTypes.Type(value = GuestAction.MakeDirectory.class, name = "make-directory"),
    @JsonSubTypes.Type(value = GuestAction.CopyFile.class, name = "copy-file"),
    @JsonSubTypes.Type(value = GuestAction.RunCommand.class, name = "run-command"),
    @JsonSubTypes.Type(value = GuestAction.AppendToInitramfs.class, name = "append-to-initramfs"),
    @JsonSubTypes.Type(value = GuestAction.RebuildInitramfs.class, name = "rebuild-initramfs"),
  })
  private interface ActionType {}

  /** A record of one text is that text. */
  private abstract static class OneText {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    OneText(@SuppressWarnings("unused") String value) {}

    @JsonValue
    abstract String value();
  }

  private static final class PathText extends JsonSerializer<Path> {
    @Override
    public void serialize(Path path, JsonGenerator json, SerializerProvider provider) throws IOException {
      json.writeString(path.toString());
    }
  }

  private static final class TextPath extends JsonDeserializer<Path> {
    @Override
    public Path deserialize(JsonParser json, DeserializationContext context) throws IOException {
      String text = json.getValueAsString("");
      try {
        Path path = Path.of(text);
        if (path.isAbsolute() && path.equals(path.normalize())) {
          return path;
        }
      } catch (InvalidPathException e) {
        throw context.weirdStringException(text, Path.class, "no path");
      }
      throw context.weirdStringException(text, Path.class, "not an absolute, plain path");
    }
  }
}
