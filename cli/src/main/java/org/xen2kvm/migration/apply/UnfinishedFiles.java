package org.xen2kvm.migration.apply;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.xen2kvm.file.AtomicFile;
import org.xen2kvm.file.WorkFile;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;

/**
 * The files and folders that an apply makes: closing removes all of them, unless they were kept before. Never replaces a
 * file. For one thread.
 */
final class UnfinishedFiles implements AutoCloseable {
  private final Set<Path> parts = new LinkedHashSet<>();
  private final Deque<Path> published = new ArrayDeque<>();
  private final Deque<Path> folders = new ArrayDeque<>();

  /** Makes the folders of files, as far as they are missing. */
  void makeFolders(Collection<Path> files) throws IOException {
    for (Path file : files) {
      Deque<Path> missing = new ArrayDeque<>();
      for (Path folder = file.getParent(); folder != null && !Files.isDirectory(folder); folder = folder.getParent()) {
        missing.push(folder);
      }
      for (Path folder : missing) {
        try {
          Files.createDirectory(folder);
          folders.push(folder);
        } catch (FileAlreadyExistsException e) {
          if (!Files.isDirectory(folder)) {
            throw e;
          }
        }
      }
    }
  }

  /** Removes what a killed apply left behind of files that are to be made. The caller holds their locks. */
  void removeLeftovers(Collection<Path> files) throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(WorkFile.unfinished(file));
    }
  }

  /** Returns where a file is made until it is published; nothing is there. */
  Path part(Path file) throws IOException {
    Path part = WorkFile.unfinished(file);
    Files.deleteIfExists(part);
    parts.add(part);
    return part;
  }

  /**
   * Puts a finished part in its place, where it is even after a power failure.
   *
   * @throws MigrationException (TAKEN) when there is a file by now
   */
  void publish(Path file) throws IOException {
    Path part = WorkFile.unfinished(file);
    try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    try {
      AtomicFile.putInPlace(part, file);
    } catch (FileAlreadyExistsException e) {
      throw taken(file);
    }
    published.push(file);
    AtomicFile.forceFolder(file);
  }

  static MigrationException taken(Path file) {
    return new MigrationException(
        Reason.TAKEN, file + " exists: this guest has been migrated before",
        "Use what is there, or remove it and what was made with it to migrate the guest anew.", null);
  }

  /** Keeps what is published; parts stay unfinished. */
  void keepPublished() {
    published.clear();
    folders.clear();
  }

  /** Removes everything that is not kept, the last made first. */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    Deque<Path> files = new ArrayDeque<>(published);
    files.addAll(parts);
    files.addAll(folders);
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (DirectoryNotEmptyException e) {
        // A folder that somebody else uses by now.
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
