package org.xen2kvm.guestfix.fs;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestFileStat.Type;

/**
 * A guest's files in a folder, for tests: links, absolute ones too, are followed inside the folder and never out of it. Owners and
 * labels are not kept; programs do what the test says.
 */
public final class DirectoryFilesystem implements GuestFilesystemWriter {
  private static final int MOST_LINKS = 40;

  private final Path root;
  private final Map<String, Function<List<String>, CommandResult>> programs = new HashMap<>();
  private final List<List<String>> ran = new ArrayList<>();

  public DirectoryFilesystem(Path root) {
    this.root = root;
  }

  /** Says what a program does when it is run: it gets its arguments and returns its result. */
  public DirectoryFilesystem program(String name, Function<List<String>, CommandResult> effect) {
    programs.put(name, effect);
    return this;
  }

  /** The commands that were run, in order. */
  public List<List<String>> ran() {
    return Collections.unmodifiableList(ran);
  }

  // ---- paths

  private interface Access<T> {
    T run() throws IOException;
  }

  private static <T> T access(GuestPath path, String purpose, Access<T> access) {
    try {
      return access.run();
    } catch (IOException e) {
      throw new GuestFilesystemException(path, Reason.FAILED, purpose + ": " + e.getMessage(), e);
    }
  }

  /** The place of a path on the host, all links followed but perhaps the last. */
  private Path place(GuestPath path, boolean followLast) {
    return host(resolve(path, followLast, MOST_LINKS));
  }

  private Path host(GuestPath path) {
    Path at = root;
    for (String name : path.names()) {
      at = at.resolve(name);
    }
    return at;
  }

  private GuestPath resolve(GuestPath path, boolean followLast, int linksLeft) {
    Optional<GuestPath> parent = path.parent();
    if (parent.isEmpty()) {
      return path;
    }
    GuestPath directory = resolve(parent.get(), true, linksLeft);
    GuestPath here = directory.resolve(path.fileName());
    if (!followLast || !Files.isSymbolicLink(host(here))) {
      return here;
    }
    if (linksLeft == 0) {
      throw new GuestFilesystemException(path, Reason.LINK_LOOP, "too many symbolic links", null);
    }
    String target = access(path, "read the link", () -> Files.readSymbolicLink(host(here)).toString());
    return resolve(directory.resolve(target), true, linksLeft - 1);
  }

  private Path existing(GuestPath path, boolean followLast) {
    Path place = place(path, followLast);
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new GuestFilesystemException(path, Reason.NOT_FOUND, "no such file", null);
    }
    return place;
  }

  private Path regular(GuestPath path) {
    Path place = existing(path, true);
    if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new GuestFilesystemException(path, Reason.WRONG_TYPE, "not a regular file", null);
    }
    return place;
  }

  // ---- reading

  @Override
  public boolean exists(GuestPath path) {
    try {
      return Files.exists(place(path, true), LinkOption.NOFOLLOW_LINKS);
    } catch (GuestFilesystemException e) {
      if (e.reason() == Reason.LINK_LOOP) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public byte[] read(GuestPath file, int limit) {
    Path place = regular(file);
    return access(file, "read", () -> {
      if (Files.size(place) > limit) {
        throw new GuestFilesystemException(file, Reason.TOO_LARGE, "larger than " + limit + " bytes", null);
      }
      return Files.readAllBytes(place);
    });
  }

  @Override
  public List<String> list(GuestPath directory) {
    Path place = existing(directory, true);
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new GuestFilesystemException(directory, Reason.WRONG_TYPE, "not a directory", null);
    }
    return access(directory, "list", () -> {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
        entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
      }
      Collections.sort(names);
      return names;
    });
  }

  @Override
  public String readLink(GuestPath link) {
    Path place = existing(link, false);
    if (!Files.isSymbolicLink(place)) {
      throw new GuestFilesystemException(link, Reason.WRONG_TYPE, "not a symbolic link", null);
    }
    return access(link, "read the link", () -> Files.readSymbolicLink(place).toString());
  }

  @Override
  public GuestFileStat stat(GuestPath path) {
    Path place = existing(path, false);
    return access(path, "stat", () -> {
      BasicFileAttributes attributes =
          Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Type type = attributes.isSymbolicLink() ? Type.SYMLINK
          : attributes.isDirectory() ? Type.DIRECTORY : attributes.isRegularFile() ? Type.REGULAR : Type.OTHER;
      int permissions = type == Type.DIRECTORY ? 0755 : 0644;
      long seconds = attributes.lastModifiedTime().to(TimeUnit.SECONDS);
      return new GuestFileStat(type, attributes.size(), permissions, 0, 0, seconds);
    });
  }

  // ---- writing

  @Override
  public void write(GuestPath file, byte[] content) {
    Path place = place(file, true);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      regular(file);
    } else {
      requireParent(file, place);
    }
    access(file, "write", () -> {
      FileTime before = Files.exists(place) ? Files.getLastModifiedTime(place) : null;
      Files.write(place, content);
      return before == null ? place : Files.setLastModifiedTime(place, before);
    });
  }

  private static void requireParent(GuestPath path, Path place) {
    Path parent = place.getParent();
    if (parent == null || !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      throw new GuestFilesystemException(path, Reason.NOT_FOUND, "its directory does not exist", null);
    }
  }

  @Override
  public void append(GuestPath file, byte[] content) {
    Path place = regular(file);
    access(file, "append", () -> {
      try (OutputStream out = Files.newOutputStream(place, StandardOpenOption.APPEND)) {
        out.write(new byte[(int) (-Files.size(place) & 3)]);
        out.write(content);
      }
      return place;
    });
  }

  @Override
  public void copyFile(GuestPath from, GuestPath to) {
    Path source = regular(from);
    Path target = place(to, false);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new GuestFilesystemException(to, Reason.WRONG_TYPE, "exists already", null);
    }
    requireParent(to, target);
    access(to, "copy", () -> Files.copy(source, target));
  }

  @Override
  public void makeDirectory(GuestPath directory) {
    Path place = place(directory, true);
    requireParent(directory, place);
    access(directory, "make the directory", () -> Files.createDirectory(place));
  }

  @Override
  public void symlink(GuestPath link, String target) {
    Path place = place(link, false);
    requireParent(link, place);
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(place)) {
      throw new GuestFilesystemException(link, Reason.WRONG_TYPE, "not a symbolic link", null);
    }
    access(link, "link", () -> {
      Files.deleteIfExists(place);
      return Files.createSymbolicLink(place, place.getFileSystem().getPath(target));
    });
  }

  @Override
  public void remove(GuestPath path) {
    Path place = existing(path, false);
    if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new GuestFilesystemException(path, Reason.WRONG_TYPE, "a directory", null);
    }
    access(path, "remove", () -> {
      Files.delete(place);
      return place;
    });
  }

  @Override
  public CommandResult run(List<String> argv) {
    ran.add(List.copyOf(argv));
    Function<List<String>, CommandResult> program = programs.get(argv.get(0));
    if (program == null) {
      throw new GuestFilesystemException(
          GuestPath.ROOT, Reason.NOT_FOUND, "the test has no program " + argv.get(0), null);
    }
    return program.apply(argv);
  }

  // ---- setting up

  /** Makes a file and the directories above it. */
  public DirectoryFilesystem with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes a file and the directories above it. */
  public DirectoryFilesystem with(String path, byte[] content) {
    Path place = prepared(path);
    try {
      Files.write(place, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Makes a symbolic link and the directories above it. */
  public DirectoryFilesystem withLink(String path, String target) {
    symlink(GuestPath.of(path), prepared(path).getFileSystem().getPath(target).toString());
    return this;
  }

  private Path prepared(String path) {
    Path place = place(GuestPath.of(path), false);
    try {
      Files.createDirectories(place.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return place;
  }
}
