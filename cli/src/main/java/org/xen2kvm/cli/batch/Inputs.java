package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.option.Arguments;

/**
 * What the arguments name, one after the other and found only when asked for, so that a hundred thousand exports need
 * no more memory than the names of one folder. Arguments keep their order; a folder is walked in the order of names.
 * For one thread.
 *
 * <p>From a folder come the files that end in {@code .xml}. Hidden files and folders, links to folders (they may form a
 * loop) and the output folder are passed over. Nothing here throws for one bad argument: it becomes an
 * {@link Input.Unusable}.
 */
public final class Inputs implements Iterator<Input> {
  private final Path base;
  private final Iterator<String> arguments;
  private final @Nullable Path outputFolder;
  private final Deque<Folder> open = new ArrayDeque<>();
  private Iterator<String> globbed = List.<String>of().iterator();
  private String globbedFrom = "";
  private boolean foundInFolder;
  private @Nullable Input next;

  /** A folder on the way, and what is left of it. */
  private record Folder(String label, Path path, String outputPrefix, Iterator<String> names) {}

  /**
   * Makes the walk.
   *
   * @param base what relative arguments are relative to
   * @param arguments files, folders, wildcards, or {@code -} for standard input
   * @param outputFolder a folder to pass over, because this run writes into it; null when there is none
   */
  public Inputs(Path base, List<String> arguments, @Nullable Path outputFolder) {
    this.base = base;
    this.arguments = arguments.iterator();
    this.outputFolder = outputFolder;
  }

  /** Returns whether the arguments can only ever name one definition; otherwise the run is a batch. */
  public static boolean isSingle(Path base, List<String> arguments) {
    if (arguments.size() != 1) {
      return false;
    }
    String argument = arguments.get(0);
    try {
      Path path = base.resolve(argument);
      return argument.equals("-") || (Glob.isGlob(argument) ? Files.isRegularFile(path) : !Files.isDirectory(path));
    } catch (InvalidPathException e) {
      return true;
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public Input next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Input found = Objects.requireNonNull(next);
    next = null;
    return found;
  }

  private @Nullable Input advance() {
    while (true) {
      Folder folder = open.peek();
      Input found = null;
      if (folder == null) {
        if (globbed.hasNext()) {
          String match = globbed.next();
          found = named(match, isOutside(match) ? match.substring(globbedFrom.length()) : match);
        } else if (arguments.hasNext()) {
          found = argument(arguments.next());
        } else {
          return null;
        }
      } else if (folder.names().hasNext()) {
        found = entry(folder, folder.names().next());
        foundInFolder |= found != null;
      } else {
        open.pop();
        if (open.isEmpty() && !foundInFolder) {
          found = new Input.Unusable(folder.label(), new Failure(
              Failure.Kind.NOT_A_DOMAIN, "There is no .xml file in this directory",
              "Export the domains into it (virsh dumpxml --inactive DOMAIN > DIR/DOMAIN.xml), or name the files "
              + "themselves."));
        }
      }
      if (found != null) {
        return found;
      }
    }
  }

  private @Nullable Input argument(String argument) {
    if (argument.equals("-")) {
      return new Input.Standard();
    }
    try {
      if (Glob.isGlob(argument) && !Files.exists(base.resolve(argument))) {
        List<String> matches = new Glob(base).matches(argument);
        if (!matches.isEmpty()) {
          globbed = matches.iterator();
          globbedFrom = Glob.fixedPart(argument);
          return null;
        }
        return unusable(argument, Failure.Kind.IO, "No file matches this pattern", "");
      }
      return named(argument, argument);
    } catch (IOException e) {
      return new Input.Unusable(argument, Failure.io("Cannot be searched", e));
    } catch (InvalidPathException e) {
      return unusable(argument, Failure.Kind.IO, "This is no path: " + e.getReason(), "");
    }
  }

  private static boolean isOutside(String argument) {
    return OutputName.ofFolder(argument).isEmpty();
  }

  /** Returns the input that an argument or a match names, or opens it when it is a folder. */
  private @Nullable Input named(String label, String name) {
    Path path = base.resolve(label);
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        foundInFolder = false;
        return openFolder(label, path, OutputName.ofFolder(name));
      }
      return file(label, path, OutputName.ofFile(name), attributes);
    } catch (IOException e) {
      return new Input.Unusable(label, Failure.io("Cannot be read", e));
    }
  }

  private @Nullable Input entry(Folder folder, String name) {
    if (name.startsWith(".")) {
      return null;
    }
    Path path = folder.path().resolve(name);
    String label = folder.label().endsWith("/") ? folder.label() + name : folder.label() + "/" + name;
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return Files.isSymbolicLink(path) || isOutputFolder(path)
            ? null
            : openFolder(label, path, folder.outputPrefix() + name + "/");
      }
      return OutputName.isXml(name) ? file(label, path, folder.outputPrefix() + name, attributes) : null;
    } catch (IOException e) {
      return OutputName.isXml(name) ? new Input.Unusable(label, Failure.io("Cannot be read", e)) : null;
    }
  }

  private boolean isOutputFolder(Path path) throws IOException {
    return outputFolder != null && Files.isSameFile(path, outputFolder);
  }

  private @Nullable Input openFolder(String label, Path path, String outputPrefix) {
    try {
      open.push(new Folder(label, path, outputPrefix, Glob.names(path).iterator()));
      return null;
    } catch (IOException e) {
      return new Input.Unusable(label, Failure.io("The directory cannot be read", e));
    }
  }

  private static Input file(String label, Path path, String outputName, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return new Input.File(label, path, outputName);
    }
    return unusable(label, Failure.Kind.NOT_A_DOMAIN, "This is not a regular file",
        "Pipe its content in instead: ... | xen2kvm convert -");
  }

  private static Input unusable(String label, Failure.Kind kind, String message, String advice) {
    return new Input.Unusable(label, new Failure(kind, message, advice));
  }
}
