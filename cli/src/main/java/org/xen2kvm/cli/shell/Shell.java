package org.xen2kvm.cli.shell;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a run finds around it. Everything the commands know of the process comes through here, so tests run them in a
 * folder and with streams of their own.
 *
 * @param directory what relative paths are relative to
 * @param in standard input
 * @param out standard output: data
 * @param err standard error: messages and progress
 * @param outIsTerminal whether a person sees standard output
 * @param errIsTerminal whether a person sees standard error
 * @param noColor whether the environment asks for no colours
 * @param environment the environment's variables
 */
public record Shell(
    Path directory,
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean noColor,
    Map<String, String> environment) {
  private static final int OUT_BUFFER = 1 << 16;

  /** Makes surroundings with an empty environment. */
  public Shell(
      Path directory, InputStream in, OutputStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal,
      boolean noColor) {
    this(directory, in, out, err, outIsTerminal, errIsTerminal, noColor, Map.of());
  }

  /** Returns the surroundings of this process. */
  public static Shell ofProcess() {
    // https://no-color.org: set and not empty, whatever its value.
    String noColor = System.getenv("NO_COLOR");
    boolean plain = (noColor != null && !noColor.isEmpty()) || "dumb".equals(System.getenv("TERM"));
    return new Shell(
        Path.of(""),
        System.in,
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BUFFER),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        isTerminal(1),
        isTerminal(2),
        plain,
        System.getenv());
  }

  /**
   * Returns whether a file descriptor of this process is a terminal, as far as /proc can tell. {@link System#console()}
   * would answer only whether standard input and standard output both are.
   */
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Writes data to standard output. */
  public void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
