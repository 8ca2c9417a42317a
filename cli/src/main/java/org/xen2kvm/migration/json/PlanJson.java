package org.xen2kvm.migration.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.xen2kvm.converter.report.RuleId;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.FixId;
import org.xen2kvm.guestfix.plan.GuestAction;

/** How records of plans, and of what is written down beside them, look as JSON. Stateless. */
public final class PlanJson {
  private PlanJson() {}

  /** Returns a mapper of its own for whoever calls, who may add to it. */
  public static ObjectMapper mapper() {
    SimpleModule paths = new SimpleModule();
    paths.addSerializer(Path.class, new PathText());
    paths.addDeserializer(Path.class, new TextPath());
    return JsonMapper.builder()
        .addModules(new Jdk8Module(), paths)
        .annotationIntrospector(new LowerCaseConstants())
        .addMixIn(GuestAction.class, ActionType.class)
        .addMixIn(GuestPath.class, OneText.class)
        .addMixIn(FixId.class, OneText.class)
        .addMixIn(RuleId.class, OneText.class)
        // Records have what they are made of; methods that derive something are not part of the file.
        .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
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

  /** Constants in kebab case, as on the command line and in the other files. */
  private static final class LowerCaseConstants extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      for (int i = 0; i < constants.length; i++) {
        names[i] = constants[i].name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
      return names;
    }
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
