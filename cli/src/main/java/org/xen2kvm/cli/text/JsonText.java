package org.xen2kvm.cli.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON that is written value by value, with what all documents of the tool have in common. Stateless. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Writes one JSON value. */
  public interface Body {
    /** Writes it. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes the properties of one thing. */
  public interface Properties<T> {
    /** Writes them. */
    void write(T item) throws IOException;
  }

  /** Returns the JSON text that a body writes. */
  public static String of(Body body) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return out.toString();
  }

  /** Writes the properties that a document begins with: the version of its form, and which tool wrote it. */
  public static void head(JsonGenerator json, int formatVersion, String toolVersion) throws IOException {
    json.writeNumberField("formatVersion", formatVersion);
    json.writeObjectFieldStart("tool");
    json.writeStringField("name", "xen2kvm");
    json.writeStringField("version", toolVersion);
    json.writeEndObject();
  }

  /** Writes an array of objects. */
  public static <T> void objects(JsonGenerator json, String name, Iterable<T> items, Properties<T> properties)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T item : items) {
      json.writeStartObject();
      properties.write(item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes an array of texts. */
  public static void texts(JsonGenerator json, String name, Iterable<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
