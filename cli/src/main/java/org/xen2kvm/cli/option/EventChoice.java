package org.xen2kvm.cli.option;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.progress.EventLog;
import org.xen2kvm.cli.progress.RunListener;
import org.xen2kvm.cli.progress.TerminalLine;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.cli.shell.Options;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.ToolVersion;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.file.IoReason;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a run's events go.
 *
 * @param file a path, {@code -} for standard output in the place of data, null for nowhere
 */
public record EventChoice(@Nullable String file) {

  /** Declares the option. */
  public static void addTo(CommandSpec spec) {
    spec.addOption(Options.value("FILE",
        "Writes what happens, when it happens, as JSON Lines: appended to a file, to a pipe or /dev/fd/N, or with - to"
            + " standard output in the place of other data.", "--events"));
  }

  /** Returns the choice. */
  public static EventChoice of(Arguments arguments) {
    return new EventChoice(arguments.text("--events"));
  }

  /** Returns whether events are all that standard output gets. */
  public boolean takesStandardOutput() {
    return "-".equals(file);
  }

  /**
   * Returns what takes the events; null when nobody wants them. Closing it leaves standard output open.
   *
   * @param secret whether only the owner may read a file that is made for them
   * @throws UsageException when the file cannot be opened
   */
  public @Nullable OutputStream open(Shell shell, boolean secret) throws UsageException {
    if (file == null) {
      return null;
    }
    if (takesStandardOutput()) {
      return new FilterOutputStream(shell.out()) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
          flush();
        }
      };
    }
    try {
      // Appended, so that the events of a run that was killed stay, and nothing of anybody's is replaced.
      FileAttribute<?>[] mode = secret
          ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
          : new FileAttribute<?>[0];
      return Channels.newOutputStream(Files.newByteChannel(shell.directory().resolve(file),
          Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND), mode));
    } catch (InvalidPathException e) {
      throw new UsageException("--events: " + file + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw new UsageException("--events: " + file + " cannot be written: " + IoReason.of(e));
    }
  }

  /**
   * Returns who writes a run's events to what {@link #open} has returned.
   *
   * @param line where it is told that they cannot be written any more
   */
  public static RunListener writing(@Nullable OutputStream events, TerminalLine line) {
    return events == null ? RunListener.NONE : new EventLog(events, Clock.systemUTC(), ToolVersion.text(), lost -> line.message(
        "xen2kvm: warning: Events cannot be written any more: " + IoReason.of(lost) + "; the work goes on\n"));
  }
}
