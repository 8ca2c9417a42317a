package org.xen2kvm.cli.option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.batch.OutputTarget;
import org.xen2kvm.cli.input.Content;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.cli.input.Inputs;
import org.xen2kvm.cli.shell.Shell;
import org.xen2kvm.cli.shell.UsageException;
import org.xen2kvm.file.IoReason;

/** What {@code -o}, or its absence, means for the inputs of a run. Stateless. */
public final class OutputChoice {
  private OutputChoice() {}

  /**
   * Returns where results go. A directory is made.
   *
   * @param output the value of the option, where - stands for standard output; null when there is none
   * @param single whether there can be only one result
   * @param force whether files may be replaced
   * @param outputTaken whether standard output is taken
   * @throws UsageException when that many results cannot go there
   * @throws IOException when the directory cannot be made
   */
  public static OutputTarget target(
      @Nullable String output, boolean single, boolean force, boolean outputTaken, Shell shell)
      throws UsageException, IOException {
    if (output == null || output.equals("-")) {
      if (output != null && outputTaken) {
        throw new UsageException("-o -: standard output is taken by a report or by events; give these a file");
      }
      if (!single) {
        throw new UsageException("There are several inputs: name a directory for the results with -o DIR, or use "
            + "--dry-run");
      }
      return outputTaken ? new OutputTarget.None() : new OutputTarget.StandardOutput();
    }
    try {
      Path path = shell.directory().resolve(output);
      boolean isFolder = Files.isDirectory(path);
      if (single && !isFolder && !output.endsWith("/")) {
        return new OutputTarget.OneFile(output, path, force);
      }
      if (!isFolder && Files.exists(path)) {
        throw new UsageException("-o: " + output + " is a file, and the results need a directory");
      }
      Files.createDirectories(path);
      return new OutputTarget.Folder(output, path, force);
    } catch (InvalidPathException e) {
      throw new UsageException("-o: " + output + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw new IOException("The directory " + output + " cannot be made: " + IoReason.of(e), e);
    }
  }

  /**
   * Refuses reports that would have the place of the result or of each other, because with {@code --force} the one
   * written last would silently replace the other.
   */
  public static void refuseSharedFiles(OutputTarget target, List<RequestedReport> reports, Path directory)
      throws UsageException {
    Set<Path> taken = new HashSet<>();
    if (target instanceof OutputTarget.OneFile result) {
      taken.add(result.path().normalize());
    }
    for (RequestedReport report : reports) {
      String file = report.file();
      try {
        if (file != null && !taken.add(directory.resolve(file).normalize())) {
          throw new UsageException("--format: " + file + " is already the place of the result or of another report");
        }
      } catch (InvalidPathException e) {
        throw new UsageException("The report " + file + " is no path: " + e.getReason());
      }
    }
  }

  /**
   * Refuses a folder that is both read and written, whose results would be inputs of the next run, and inputs whose outputs
   * would have the same place, before anything is written. One directory or file cannot
   * meet itself, so the names are gathered, and memory is spent on them, only when there are several arguments or a
   * wildcard.
   */
  public static void refuseCollisions(List<String> paths, Path directory, Path folder) throws UsageException {
    for (String path : paths) {
      if (isSame(path, directory, folder)) {
        throw new UsageException("-o: " + path + " is an input, too"
            + ": the results would be inputs of the next run; name another folder, which may be below it");
      }
    }
    boolean oneWalk = paths.size() == 1 && Files.isDirectory(directory.resolve(paths.get(0)));
    if (oneWalk) {
      return;
    }
    Map<String, Input> inputsByName = new HashMap<>();
    for (Inputs inputs = new Inputs(directory, paths, folder); inputs.hasNext(); ) {
      Input input = inputs.next();
      if (!(input instanceof Input.Unusable) && !(input instanceof Input.PassedOver)) {
        Input other = inputsByName.putIfAbsent(input.outputName(), input);
        if (other == null || !mayBeDefinition(input)) {
          continue;
        }
        if (!mayBeDefinition(other)) {
          inputsByName.put(input.outputName(), input);
        } else {
          throw new UsageException(
              other.label() + " and " + input.label() + " would both be written to " + input.outputName()
              + " below the directory of -o");
        }
      }
    }
  }

  private static boolean isSame(String input, Path directory, Path folder) {
    try {
      return !input.equals("-") && Files.isSameFile(directory.resolve(input), folder);
    } catch (IOException | InvalidPathException e) {
      return false; // a wildcard, or told in its turn
    }
  }

  /** Only what seems to meet is looked into beforehand: folders hold files enough of the same names that are none. */
  private static boolean mayBeDefinition(Input input) {
    try {
      return !(input instanceof Input.File file) || file.isMeant()
          || !(Content.read(file, InputStream.nullInputStream()) instanceof Content.PassedOver);
    } catch (IOException e) {
      return false; // told in its turn
    }
  }
}
