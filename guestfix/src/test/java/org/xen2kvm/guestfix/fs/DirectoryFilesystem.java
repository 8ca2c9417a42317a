package org.xen2kvm.guestfix.fs;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.xen2kvm.guestfix.fs.GuestFileStat.Type;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;

/**
 * A guest's filesystem in a directory, for tests: links stay inside, absolute ones begin at the directory. Commands do what the
 * test has said before. It keeps the contract of the ports except for owners, which only root could set, and SELinux labels.
 */
public final class DirectoryFilesystem implements GuestFilesystemWriter {
  /** As Linux. */
  private static final int MOST_LINKS = 40;

  private final Path root;
  private final Map<List<String>, Script> scripts = new HashMap<>();
  private final List<List<String>> commands = new ArrayList<>();

  /** A filesystem in that directory, of a POSIX file system of the host or jimfs with the attribute view {@code unix}. */
  public DirectoryFilesystem(Path root) {
    this.root = root;
  }

  /** An empty filesystem in memory. */
  public static DirectoryFilesystem inMemory() {
    Configuration unix =
        Configuration.unix().toBuilder().setAttributeViews("basic", "owner", "posix", "unix").build();
    Path root = Jimfs.newFileSystem(unix).getPath("/guest");
    try {
      return new DirectoryFilesystem(Files.createDirectory(root));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** From now on the command ends so, after it has done that to the filesystem. */
  public DirectoryFilesystem script(List<String> argv, CommandResult result, Consumer<GuestFilesystemWriter> effect) {
    scripts.put(List.copyOf(argv), new Script(result, effect));
    return this;
  }

  /** The commands that were run, in order. */
  public List<List<String>> commands() {
    return Collections.unmodifiableList(commands);
  }

  /** Makes a directory and what is missing above it: a test's way to a tree. */
  public DirectoryFilesystem withDirectory(String path) {
    try {
      Files.createDirectories(host(GuestPath.of(path)));
    } catch (IOException failure) {
      throw failure(GuestPath.of(path), failure);
    }
    return this;
  }

  /** Makes a file of that text and the directories that are missing above it: a test's way to a tree. */
  public DirectoryFilesystem with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes a file of that content and the directories that are missing above it. */
  public DirectoryFilesystem with(String path, byte[] content) {
    GuestPath file = GuestPath.of(path);
    withDirectory(file.parent().orElseThrow().value());
    write(file, content);
    return this;
  }

  /** Makes a symbolic link and the directories that are missing above it. */
  public DirectoryFilesystem withLink(String path, String target) {
    GuestPath link = GuestPath.of(path);
    withDirectory(link.parent().orElseThrow().value());
    symlink(link, target);
    return this;
  }

  @Override
  public boolean exists(GuestPath path) {
    try {
      return there(resolve(path, true));
    } catch (GuestFilesystemException nowhere) {
      return false;
    }
  }

  @Override
  public byte[] read(GuestPath file, int limit) {
    Path content = regular(file);
    try {
      if (Files.size(content) > limit) {
        throw new GuestFilesystemException(
            file, Reason.TOO_LARGE, "has " + Files.size(content) + " bytes, more than the " + limit + " that are read", null);
      }
      return Files.readAllBytes(content);
    } catch (IOException failure) {
      throw failure(file, failure);
    }
  }

  @Override
  public List<String> list(GuestPath directory) {
    try (Stream<Path> entries = Files.list(existing(directory, true, Type.DIRECTORY))) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (IOException failure) {
      throw failure(directory, failure);
    }
  }

  @Override
  public String readLink(GuestPath link) {
    try {
      return Files.readSymbolicLink(existing(link, false, Type.SYMLINK)).toString();
    } catch (IOException failure) {
      throw failure(link, failure);
    }
  }

  @Override
  public GuestFileStat stat(GuestPath path) {
    Path file = resolve(path, false);
    if (!there(file)) {
      throw missing(path);
    }
    try {
      Map<String, Object> unix = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
      return new GuestFileStat(
          type(file),
          ((Number) unix.get("size")).longValue(),
          ((Number) unix.get("mode")).intValue() & 07777,
          ((Number) unix.get("uid")).longValue(),
          ((Number) unix.get("gid")).longValue(),
          ((FileTime) unix.get("lastModifiedTime")).to(TimeUnit.SECONDS));
    } catch (IOException failure) {
      throw failure(path, failure);
    }
  }

  @Override
  public void write(GuestPath file, byte[] content) {
    try {
      Path path = resolve(file, false);
      if (there(path)) {
        Path existing = regular(file);
        keepingTimes(existing, () -> Files.write(existing, content, StandardOpenOption.TRUNCATE_EXISTING));
      } else {
        requireParent(file, path);
        Files.write(path, content, StandardOpenOption.CREATE_NEW);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      }
    } catch (IOException failure) {
      throw failure(file, failure);
    }
  }

  @Override
  public void append(GuestPath file, byte[] content) {
    Path path = regular(file);
    try {
      int padding = (int) ((4 - Files.size(path) % 4) % 4);
      byte[] padded = new byte[padding + content.length];
      System.arraycopy(content, 0, padded, padding, content.length);
      keepingTimes(path, () -> Files.write(path, padded, StandardOpenOption.APPEND));
    } catch (IOException failure) {
      throw failure(file, failure);
    }
  }

  @Override
  public void copyFile(GuestPath from, GuestPath to) {
    Path source = regular(from);
    Path target = resolve(to, false);
    if (there(target)) {
      existing(to, false, Type.REGULAR);
    }
    try {
      requireParent(to, target);
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException failure) {
      throw failure(to, failure);
    }
  }

  @Override
  public void makeDirectory(GuestPath directory) {
    Path path = resolve(directory, false);
    if (there(path)) {
      existing(directory, true, Type.DIRECTORY);
      return;
    }
    try {
      requireParent(directory, path);
      Files.createDirectory(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException failure) {
      throw failure(directory, failure);
    }
  }

  @Override
  public void symlink(GuestPath link, String target) {
    if (target.isEmpty()) {
      throw new IllegalArgumentException("no target of a link");
    }
    Path path = resolve(link, false);
    try {
      if (there(path)) {
        Files.delete(existing(link, false, Type.SYMLINK));
      }
      requireParent(link, path);
      Files.createSymbolicLink(path, root.getFileSystem().getPath(target));
    } catch (IOException failure) {
      throw failure(link, failure);
    }
  }

  @Override
  public void remove(GuestPath path) {
    Path file = resolve(path, false);
    if (!there(file)) {
      throw missing(path);
    }
    if (!Files.isSymbolicLink(file)) {
      existing(path, false, Type.REGULAR);
    }
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw failure(path, failure);
    }
  }

  @Override
  public CommandResult run(List<String> argv) {
    commands.add(List.copyOf(argv));
    Script script = scripts.get(argv);
    if (script == null) {
      throw new GuestFilesystemException(
          GuestPath.ROOT.resolve(argv.get(0)), Reason.NOT_FOUND, "no test said what this does: " + argv, null);
    }
    script.effect().accept(this);
    return script.result();
  }

  private Path regular(GuestPath file) {
    return existing(file, true, Type.REGULAR);
  }

  private Path existing(GuestPath path, boolean followLast, Type type) {
    Path file = resolve(path, followLast);
    if (!there(file)) {
      throw missing(path);
    }
    if (type(file) != type) {
      throw new GuestFilesystemException(path, Reason.WRONG_TYPE, "is " + type(file) + ", not " + type, null);
    }
    return file;
  }

  private void requireParent(GuestPath path, Path file) {
    Path parent = file.getParent();
    if (parent == null || !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
      throw missing(path);
    }
  }

  /** The host's path, every link on the way followed inside the root. The last name may lead to nothing. */
  private Path resolve(GuestPath path, boolean followLast) {
    Deque<String> ahead = new ArrayDeque<>(path.names());
    List<String> real = new ArrayList<>();
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.removeFirst();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        if (!real.isEmpty()) {
          real.remove(real.size() - 1);
        }
        continue;
      }
      real.add(name);
      Path reached = host(real);
      if (Files.isSymbolicLink(reached) && (followLast || !ahead.isEmpty())) {
        if (++links > MOST_LINKS) {
          throw new GuestFilesystemException(path, Reason.LINK_LOOP, "too many links", null);
        }
        String target = target(path, reached);
        real.remove(real.size() - 1);
        if (target.startsWith("/")) {
          real.clear();
        }
        List<String> names = Arrays.asList(target.split("/"));
        for (int last = names.size() - 1; last >= 0; last--) {
          ahead.addFirst(names.get(last));
        }
      } else if (!ahead.isEmpty() && !Files.isDirectory(reached, LinkOption.NOFOLLOW_LINKS)) {
        throw missing(path);
      }
    }
    return host(real);
  }

  private static String target(GuestPath path, Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException failure) {
      throw failure(path, failure);
    }
  }

  private Path host(GuestPath path) {
    return host(path.names());
  }

  private Path host(List<String> names) {
    Path path = root;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  private static boolean there(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Type type(Path file) {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isSymbolicLink() ? Type.SYMLINK
          : attributes.isDirectory() ? Type.DIRECTORY
          : attributes.isRegularFile() ? Type.REGULAR
          : Type.OTHER;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void keepingTimes(Path file, Writing writing) throws IOException {
    BasicFileAttributeView view = Files.getFileAttributeView(file, BasicFileAttributeView.class);
    BasicFileAttributes before = view.readAttributes();
    writing.write();
    view.setTimes(before.lastModifiedTime(), before.lastAccessTime(), null);
  }

  private static GuestFilesystemException missing(GuestPath path) {
    return new GuestFilesystemException(path, Reason.NOT_FOUND, "no such file or directory", null);
  }

  private static GuestFilesystemException failure(GuestPath path, IOException failure) {
    String said = failure instanceof FileSystemException refused ? String.valueOf(refused.getReason()) : failure.toString();
    return new GuestFilesystemException(path, Reason.FAILED, said, failure);
  }

  private interface Writing {
    void write() throws IOException;
  }

  private record Script(CommandResult result, Consumer<GuestFilesystemWriter> effect) {}
}
