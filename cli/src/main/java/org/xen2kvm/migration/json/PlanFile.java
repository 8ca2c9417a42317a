package org.xen2kvm.migration.json;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.plan.MigrationPlan;

/**
 * A plan as JSON, {@code schemas/plan.schema.json}, and back. The JSON has the shape of {@link MigrationPlan}. What is read
 * is held against the schema and then checked as the records are made, so a file that somebody edited is either a plan or
 * refused. Safe for use by several threads.
 */
public final class PlanFile {
  /** Goes up when a reader of the form before would misunderstand the new one. */
  public static final int FORMAT_VERSION = 1;

  /** Characters: it holds the text files of a guest that are changed. */
  private static final int LONGEST = 64 << 20;

  private static final int LONGEST_MESSAGE = 300;

  /** What the names of plans' files end with. */
  public static final String SUFFIX = ".plan.json";

  private static final ObjectMapper MAPPER = PlanJson.mapper();

  private PlanFile() {}

  /** The schema, compiled when the first plan is read. */
  private static final class Schema {
    static final SchemaFile PLAN = SchemaFile.of("plan.schema.json");
  }

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
   * @throws MigrationException (REFUSED) when it is none, or of another format version; its message says where it is wrong
   */
  public static MigrationPlan read(String json) {
    if (json.length() > LONGEST) {
      throw notAPlan("it is longer than " + LONGEST + " characters", null);
    }
    try {
      JsonNode tree = MAPPER.readTree(json);
      int version = tree.path("formatVersion").asInt(FORMAT_VERSION);
      if (version != FORMAT_VERSION) {
        throw notAPlan("its formatVersion is " + version + ", and this tool knows " + FORMAT_VERSION, null);
      }
      List<String> problems = Schema.PLAN.problems(tree);
      if (!problems.isEmpty()) {
        throw notAPlan(String.join("; ", problems), null);
      }
      return MAPPER.treeToValue(tree, Envelope.class).plan();
    } catch (JsonProcessingException e) {
      throw notAPlan(e.getOriginalMessage(), e);
    }
  }

  /**
   * Returns the plan that a file holds.
   *
   * @throws MigrationException (REFUSED) when it holds none
   * @throws UncheckedIOException when it cannot be read
   */
  public static MigrationPlan read(Path file) {
    return read(text(file));
  }

  /**
   * Returns the text of a file that is to hold a plan.
   *
   * @throws MigrationException (REFUSED) when it is too long for one, or not UTF-8
   * @throws UncheckedIOException when it cannot be read
   */
  public static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw notAPlan("it is longer than " + LONGEST + " bytes", null);
      }
      // A new decoder reports what is no UTF-8.
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw notAPlan("it is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException("The plan cannot be read", e);
    }
  }

  /**
   * Returns the files of plans in a folder, by name.
   *
   * @throws IOException when the folder cannot be read
   */
  public static List<Path> in(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "?*" + SUFFIX)) {
      for (Path file : found) {
        if (Files.isRegularFile(file)) {
          files.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(files);
    return files;
  }

  private static MigrationException notAPlan(String why, @Nullable Throwable cause) {
    String told = why.length() > LONGEST_MESSAGE ? why.substring(0, LONGEST_MESSAGE) + "…" : why;
    return new MigrationException(Reason.REFUSED, "This is no plan of this tool: " + told, "Make the plan again.", cause);
  }
}
