package org.xen2kvm.migration.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The disks of guests and the images behind them, which nothing may be written to. They are known by device and inode as well as
 * by where they really are: a disk has as many names as it has links. For one thread.
 */
final class SourceFiles {
  private final Map<Object, Path> named = new HashMap<>();

  /** Adds a disk or an image behind one; one that is not there cannot be lost. */
  void add(Path file) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(file);
    if (attributes.isPresent()) {
      named.putIfAbsent(file.toRealPath(), file);
      Object key = attributes.get().fileKey();
      if (key != null) {
        named.putIfAbsent(key, file);
      }
    }
  }

  /** Returns the disk that a file is, whatever it is called; empty when it is none. */
  Optional<Path> find(Path file) throws IOException {
    Optional<BasicFileAttributes> attributes = attributes(file);
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    Path found = named.get(file.toRealPath());
    Object key = attributes.get().fileKey();
    return Optional.ofNullable(found == null && key != null ? named.get(key) : found);
  }

  private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
