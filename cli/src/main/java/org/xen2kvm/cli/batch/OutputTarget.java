package org.xen2kvm.cli.batch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.cli.input.Input;
import org.xen2kvm.file.AtomicFile;

/** Where converted definitions go. Safe for use by several threads. */
public sealed interface OutputTarget {

  /** Nowhere: a dry run, or a check. */
  record None() implements OutputTarget {}

  /** Standard output: for a single definition. */
  record StandardOutput() implements OutputTarget {}

  /** Files. */
  sealed interface ToFile extends OutputTarget {
    /**
     * Writes one definition and returns the path that reports name.
     *
     * @param name the input's {@link Input#outputName()}
     * @param secret whether only the owner may read the file
     * @throws IOException when it cannot be written, or would replace a file without leave
     */
    String write(String name, byte[] content, boolean secret) throws IOException;

    /** Returns the path that reports name. */
    String label(String name);

    /**
     * Returns what stands in a definition's place and may not be replaced; empty when the definition can be written. Makes nothing.
     *
     * @throws IOException when it cannot be written for another reason, as far as that can be seen
     */
    Optional<Path> obstacle(String name) throws IOException;

    private static Optional<Path> obstacle(Path file, boolean force) throws IOException {
      if (!force && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(file);
      }
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(file + " is a directory");
      }
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        expectWritable(folder);
      }
      return Optional.empty();
    }

    private static void expectWritable(Path folder) throws IOException {
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + " is no directory");
      }
      if (!Files.isWritable(folder)) {
        throw new IOException(folder + " is not writable");
      }
    }
  }

  /**
   * One file.
   *
   * @param label its path as the user wrote it
   */
  record OneFile(String label, Path path, boolean force) implements ToFile {
    @Override
    public String write(String name, byte[] content, boolean secret) throws IOException {
      AtomicFile.write(path, content, secret, force);
      return label;
    }

    @Override
    public String label(String name) {
      return label;
    }

    @Override
    public Optional<Path> obstacle(String name) throws IOException {
      return ToFile.obstacle(path, force);
    }
  }

  /** A folder, and nothing outside it: no link below it is followed. */
  final class Folder implements ToFile {
    private final String label;
    private final Path root;
    private final boolean force;
    private volatile @Nullable Known lastFolder;

    /** Folders that this run has made: nothing was there that could be replaced, which saves each file a hard link. */
    private final Set<Path> made = ConcurrentHashMap.newKeySet();

    /** A folder that is there: inputs come folder by folder, so the last one is mostly the next. */
    private record Known(String name, Path path) {}

    /**
     * Makes the target.
     *
     * @param label its path as the user wrote it
     * @param root an existing folder, or a link to one
     */
    public Folder(String label, Path root, boolean force) {
      this.label = label.endsWith("/") ? label : label + "/";
      this.root = root;
      this.force = force;
    }

    /** Returns the folder. */
    public Path root() {
      return root;
    }

    @Override
    public String write(String name, byte[] content, boolean secret) throws IOException {
      int slash = name.lastIndexOf('/');
      Path folder = slash < 0 ? root : folder(name.substring(0, slash));
      boolean replace = force || made.contains(folder);
      AtomicFile.write(folder.resolve(name.substring(slash + 1)), content, secret, replace);
      return label(name);
    }

    @Override
    public String label(String name) {
      return label + name;
    }

    @Override
    public Optional<Path> obstacle(String name) throws IOException {
      Path current = root;
      Path relative = root.getFileSystem().getPath(name);
      for (int at = 0; at < relative.getNameCount() - 1; at++) {
        Path next = current.resolve(relative.getName(at));
        if (!isFolder(next)) {
          // What is missing is made when it is needed: below a file it cannot be, and below a folder that nobody may write to neither.
          ToFile.expectWritable(Files.exists(next, LinkOption.NOFOLLOW_LINKS) ? next : current);
          return Optional.empty();
        }
        current = next;
      }
      return ToFile.obstacle(current.resolve(relative.getFileName()), force || made.contains(current));
    }

    /** Returns a folder below the root; makes what is missing of it. */
    private Path folder(String name) throws IOException {
      Known last = lastFolder;
      if (last != null && last.name().equals(name)) {
        return last.path();
      }
      Path current = root;
      for (Path part : root.getFileSystem().getPath(name)) {
        if (part.toString().equals("..") || part.isAbsolute()) {
          throw new IllegalArgumentException("An output name leads out of its folder: " + name);
        }
        current = current.resolve(part);
        makeFolder(current);
      }
      lastFolder = new Known(name, current);
      return current;
    }

    private void makeFolder(Path folder) throws IOException {
      if (!isFolder(folder)) {
        try {
          Files.createDirectory(folder);
          made.add(folder);
        } catch (FileAlreadyExistsException e) {
          if (!isFolder(folder)) { // else another thread made it
            throw new IOException(folder + " is not a directory", e);
          }
        }
      }
    }

    private static boolean isFolder(Path folder) throws IOException {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
          throw new IOException(folder + " is a symbolic link, and nothing is written through one");
        }
        return attributes.isDirectory();
      } catch (NoSuchFileException e) {
        return false;
      }
    }
  }
}
