package org.xen2kvm.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.shell.Arguments;
import org.xen2kvm.file.IoReason;

/**
 * What the arguments name, one after the other and found only when asked for, so that a hundred thousand exports need
 * no more memory than the names of one folder. Arguments keep their order; a folder is walked in the order of names.
 * For one thread.
 *
 * <p>From a folder come all files, because which of them are definitions is for {@link Content} to say, where they are read
 * anyway; what is none whatever it holds is an {@link Input.PassedOver}: a second link to a file, a backup beside its original.
 * Hidden files and folders, links to folders (they may form a loop) and the output folder are left out. Nothing here throws for
 * one bad argument: it becomes an {@link Input.Unusable}.
 */
public final class Inputs implements Iterator<Input> {
  private final Path base;
  private final Iterator<String> arguments;
  private final @Nullable Path outputFolder;
  private final Deque<Folder> open = new ArrayDeque<>();
  private Iterator<String> globbed = List.<String>of().iterator();
  private String globbedFrom = "";
  private final Links links;
  private boolean foundInFolder;
  private @Nullable Input next;

  /** The folder that was named, the one that the others are below. */
  private record Top(Walk walk, String label, Path path) {}

  /** A folder on the way, its names in order, and what is left of them. */
  private record Folder(Top top, String label, Path path, String outputPrefix, List<String> names, Iterator<String> rest) {
    boolean has(String name) {
      return Collections.binarySearch(names, name) >= 0;
    }
  }

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
    this.links = new Links(outputFolder);
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
          found = isOutputFolder(match) ? null : named(match, isOutside(match) ? match.substring(globbedFrom.length()) : match);
        } else if (arguments.hasNext()) {
          found = argument(arguments.next());
        } else {
          return null;
        }
      } else if (folder.rest().hasNext()) {
        found = entry(folder, folder.rest().next());
        foundInFolder |= found != null;
      } else {
        open.pop();
        if (open.isEmpty() && !foundInFolder) {
          found = folder.top().walk().without();
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
        return openFolder(new Top(new Walk(label), label, path), label, path, OutputName.ofFolder(name));
      }
      return attributes.isRegularFile()
          ? new Input.File(label, path, OutputName.ofFile(name)) : notRegular(label, null);
    } catch (IOException e) {
      return new Input.Unusable(label, Failure.io("Cannot be read", e));
    }
  }

  private @Nullable Input entry(Folder folder, String name) {
    if (name.startsWith(".")) {
      return null;
    }
    String label = folder.label().endsWith("/") ? folder.label() + name : folder.label() + "/" + name;
    boolean named = OutputName.isOfDefinition(name);
    Walk walk = folder.top().walk();
    try {
      Path path = pathOf(folder, name);
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean isLink = attributes.isSymbolicLink();
      if (isLink && !Files.exists(path)) {
        String behind = links.inputOnceBehind(path, folder.top().path(), folder.top().label());
        if (behind != null) {
          return new Input.PassedOver(label, "this was a link to what " + behind + " is", walk);
        }
      }
      if (isLink) {
        attributes = Files.readAttributes(path, BasicFileAttributes.class);
      }
      if (attributes.isDirectory()) {
        return isLink || isOutputFolder(path)
            ? null
            : openFolder(folder.top(), label, path, folder.outputPrefix() + name + "/");
      }
      if (!attributes.isRegularFile()) {
        return named ? notRegular(label, walk) : new Input.PassedOver(label, "this is not a regular file", walk);
      }
      String original = Backup.originalOf(name);
      if (original != null && folder.has(original)) {
        return new Input.PassedOver(label, "its name says that it is a copy of " + original + " beside it", walk);
      }
      String behind = isLink ? links.inputBehind(path, label, folder.top().path(), folder.top().label()) : null;
      if (behind != null) {
        return new Input.PassedOver(label, "this is a link to what " + behind + " is", walk);
      }
      String output = OutputName.withSuffix(name);
      Input.Found found = new Input.Found(walk, named, output.equals(name) ? null : rival(folder, output));
      return new Input.File(label, path, folder.outputPrefix() + output, found);
    } catch (IOException e) {
      return named
          ? new Input.Unusable(label, Failure.io("Cannot be read", e), walk)
          : new Input.PassedOver(label, "it cannot be read: " + IoReason.of(e), walk);
    }
  }

  /** A name that was listed can still be no path: in the locale C there is no way back from its text to its bytes. */
  private static Path pathOf(Folder folder, String name) throws NoSuchFileException {
    try {
      return folder.path().resolve(name);
    } catch (InvalidPathException e) {
      throw (NoSuchFileException) new NoSuchFileException(name).initCause(e);
    }
  }

  /** Returns the label of the file whose own name is the output's; null when there is none. */
  private @Nullable String rival(Folder folder, String output) throws IOException {
    if (!folder.has(output)) {
      return null;
    }
    Path path = folder.path().resolve(output);
    boolean isInput = Files.isRegularFile(path)
        && !(Files.isSymbolicLink(path) && links.leadsIntoWalk(path, folder.top().path()));
    return isInput ? output : null;
  }

  private boolean isOutputFolder(String match) {
    try {
      return isOutputFolder(base.resolve(match));
    } catch (IOException e) {
      return false; // told when it is read
    }
  }

  private boolean isOutputFolder(Path path) throws IOException {
    return outputFolder != null && Files.isSameFile(path, outputFolder);
  }

  private @Nullable Input openFolder(Top top, String label, Path path, String outputPrefix) {
    try {
      List<String> names = Glob.names(path);
      open.push(new Folder(top, label, path, outputPrefix, names, names.iterator()));
      return null;
    } catch (IOException e) {
      return new Input.Unusable(label, Failure.io("The directory cannot be read", e), top.walk());
    }
  }

  private static Input notRegular(String label, @Nullable Walk walk) {
    return new Input.Unusable(label, new Failure(Failure.Kind.NOT_A_DOMAIN, "This is not a regular file",
        "Pipe its content in instead: ... | xen2kvm convert -"), walk);
  }

  private static Input unusable(String label, Failure.Kind kind, String message, String advice) {
    return new Input.Unusable(label, new Failure(kind, message, advice));
  }
}
