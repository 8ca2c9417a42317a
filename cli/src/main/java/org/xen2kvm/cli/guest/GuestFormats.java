package org.xen2kvm.cli.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.report.pipeline.JunitXml;
import org.xen2kvm.cli.report.pipeline.JunitXml.Case;
import org.xen2kvm.cli.report.pipeline.JunitXml.Verdict;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.IoReason;
import org.xen2kvm.migration.batch.Shard;

/**
 * What {@code --format} asks of commands that work on guests.
 *
 * @param json whether standard output gets JSON
 * @param junit the file of a report in JUnit's form; null when there is none
 */
public record GuestFormats(boolean json, @Nullable String junit) {
  /** What each command has. */
  public static final GuestFormats NONE = new GuestFormats(false, null);

  private static final String JUNIT = "junit=";

  /**
   * Returns what was asked for.
   *
   * @param data what standard output may get, such as text and json
   * @throws UsageException when it is something else
   */
  public static GuestFormats of(List<String> formats, List<String> data) throws UsageException {
    boolean json = false;
    String junit = null;
    for (String format : formats) {
      if (format.startsWith(JUNIT) && format.length() > JUNIT.length()) {
        junit = format.substring(JUNIT.length());
      } else if (data.contains(format)) {
        json = format.equals("json");
      } else {
        throw new UsageException("--format: " + format + " is none of " + String.join("", data.stream().map(each -> each + ", ").toList())
            + "junit=FILE");
      }
    }
    return new GuestFormats(json, junit);
  }

  /** Returns the same for a part of the guests, whose report has a name of its own. */
  public GuestFormats of(Optional<Shard> shard) {
    return junit == null || shard.isEmpty() ? this : new GuestFormats(json, shard.get().fileName(junit));
  }

  /**
   * Begins the report in JUnit's form, if there is to be one.
   *
   * @param secret whether only its owner may read it
   * @throws UsageException when its file exists and may not be replaced
   */
  @Nullable JunitFile open(String command, Shell shell, boolean secret, boolean force) throws UsageException {
    if (junit == null) {
      return null;
    }
    try {
      JunitFile file = new JunitFile(new AtomicFile(shell.directory().resolve(junit), secret, force), command);
      file.write(JunitXml.header(command));
      return file;
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("The report " + junit + " exists; --force replaces it");
    } catch (InvalidPathException e) {
      throw new UsageException("The report " + junit + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw new UsageException("The report " + junit + " cannot be written: " + IoReason.of(e));
    }
  }

  /** A report that is being written, and is there when it is complete. For one thread. */
  static final class JunitFile implements AutoCloseable {
    private final AtomicFile file;
    private final String command;

    private JunitFile(AtomicFile file, String command) {
      this.file = file;
      this.command = command;
    }

    private void write(String text) throws IOException {
      file.stream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    void add(String input, GuestOutcome outcome) throws IOException {
      String told = outcome.findings() + outcome.messages();
      Verdict verdict = switch (outcome.exit()) {
        case DONE, CHANGES -> Verdict.PASSED;
        case REFUSED, STALE -> Verdict.REFUSED;
        default -> Verdict.FAILED;
      };
      String message = told.lines().filter(line -> line.contains(": error: ")).findFirst().orElse(outcome.exit().word());
      write(JunitXml.suite(new Case(command, input, verdict, outcome.exit().word(), message, told)));
    }

    void finish() throws IOException {
      write(JunitXml.footer());
      file.commit();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
