package org.xen2kvm.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xen2kvm.file.IoReason;

/**
 * Puts the lines of a file in the place of an argument {@code @FILE}: one argument a line, blanks and quotes in it
 * taken as they are, so that {@code find … > FILE} is all it takes. Empty lines and lines that begin with {@code #} are
 * passed over; {@code @@x} is the argument {@code @x}. Stateless.
 */
public final class ArgumentFiles {
  private ArgumentFiles() {}

  /**
   * Returns the arguments with all files in place.
   *
   * @throws UsageException when a file cannot be read as UTF-8 text
   */
  public static List<String> expand(String[] arguments, Path directory) throws UsageException {
    List<String> expanded = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("@@")) {
        expanded.add(argument.substring(1));
      } else if (argument.startsWith("@") && argument.length() > 1) {
        read(argument.substring(1), directory, expanded);
      } else {
        expanded.add(argument);
      }
    }
    return expanded;
  }

  private static void read(String file, Path directory, List<String> arguments) throws UsageException {
    try {
      for (String line : Files.readAllLines(directory.resolve(file))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          arguments.add(line);
        }
      }
    } catch (IOException e) {
      throw new UsageException("The argument file " + file + " cannot be read: " + IoReason.of(e));
    } catch (InvalidPathException e) {
      throw new UsageException("The argument file " + file + " is no path: " + e.getReason());
    }
  }
}
