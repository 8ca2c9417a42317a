package org.xen2kvm.guestfix.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.xen2kvm.guestfix.fs.CachingReader;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemException;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.plan.GuestText;

/**
 * What is in a guest, as values that may be empty: whoever looks around asks for sixty files of which ten are there. What is of
 * another kind than asked for, larger than allowed or behind a circle of links counts as not there; a filesystem that fails still
 * throws. For one thread, like the reader under it.
 */
public final class LenientReader {
  /** No text that inspection reads is larger, a large kernel's list of modules included. */
  private static final int LARGEST_TEXT = 4 << 20;

  /** No configuration file that a person wrote is larger. */
  private static final int LARGEST_CONFIG = 512 << 10;

  /** Nobody wrote more files into one directory. */
  private static final int MOST_CONFIG_NAMES = 500;

  /** As many links as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final GuestFilesystemReader reader;

  /** Looks through that reader; each answer is remembered, so the guest must not change meanwhile. */
  public LenientReader(GuestFilesystemReader reader) {
    this.reader = reader instanceof CachingReader ? reader : new CachingReader(reader);
  }

  private static <T> Optional<T> ask(Supplier<Optional<T>> question) {
    try {
      return question.get();
    } catch (GuestFilesystemException e) {
      if (e.reason() == Reason.FAILED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Returns whether the path leads to anything. */
  public boolean exists(String path) {
    GuestPath file = GuestPath.of(path);
    return isListed(file) && reader.exists(file);
  }

  /** Returns the names in a directory, sorted; none when it is no directory. */
  public List<String> list(GuestPath directory) {
    return isListed(directory) ? ask(() -> Optional.of(reader.list(directory))).orElse(List.of()) : List.of();
  }

  /** Returns the names in a directory, sorted; none when it is no directory. */
  public List<String> list(String directory) {
    return list(GuestPath.of(directory));
  }

  /** Returns the text of a file of at most 4 MiB. */
  public Optional<String> text(GuestPath file) {
    return content(file, LARGEST_TEXT).map(bytes -> GuestText.decode(bytes).text());
  }

  /** Returns the text of a file of at most 4 MiB. */
  public Optional<String> text(String file) {
    return text(GuestPath.of(file));
  }

  /** Returns the text of a configuration file of at most 512 KiB: there may be hundreds that are read one after the other. */
  public Optional<String> configText(GuestPath file) {
    return content(file, LARGEST_CONFIG).map(bytes -> GuestText.decode(bytes).text());
  }

  /** Returns the names in a directory of configuration files, sorted; the first few hundred of one that nobody made by hand. */
  public List<String> configNames(GuestPath directory) {
    List<String> names = list(directory);
    return names.subList(0, Math.min(names.size(), MOST_CONFIG_NAMES));
  }

  /** Returns the first line of a file without blanks around it; empty also when that line is. */
  public Optional<String> firstLine(String file) {
    return text(file).map(text -> text.lines().findFirst().orElse("").strip()).filter(line -> !line.isEmpty());
  }

  /** Returns the content of a regular file that is no larger than the limit. */
  public Optional<byte[]> content(GuestPath file, int limit) {
    return isListed(file) ? ask(() -> Optional.of(reader.read(file, limit))) : Optional.empty();
  }

  /** Returns the first bytes of a regular file, fewer when it is shorter. */
  public Optional<byte[]> start(GuestPath file, int length) {
    return isListed(file) ? ask(() -> Optional.of(reader.readRange(file, 0, length))) : Optional.empty();
  }

  /** A listing that is known already spares a question for each file that is not there. */
  private boolean isListed(GuestPath path) {
    return path.parent().map(parent -> list(parent).contains(path.fileName())).orElse(true);
  }

  /** Returns what a symbolic link says; empty when the path is no link. */
  public Optional<String> link(GuestPath path) {
    boolean link = isListed(path) && stat(path).map(GuestFileStat::type).filter(GuestFileStat.Type.SYMLINK::equals).isPresent();
    return link ? ask(() -> Optional.of(reader.readLink(path))) : Optional.empty();
  }

  /** Returns what the filesystem says about what the path leads to, links followed. */
  public Optional<GuestFileStat> statFollowing(GuestPath path) {
    return realPath(path).flatMap(this::stat);
  }

  private Optional<GuestFileStat> stat(GuestPath path) {
    return ask(() -> Optional.of(reader.stat(path)));
  }

  /** Returns whether the path leads to a directory. */
  public boolean isDirectory(GuestPath path) {
    return statFollowing(path).filter(stat -> stat.type() == GuestFileStat.Type.DIRECTORY).isPresent();
  }

  /**
   * Returns the path with every link on its way followed, under which two names of one file are equal; empty when it leads
   * nowhere.
   */
  public Optional<GuestPath> realPath(GuestPath path) {
    Deque<String> left = new ArrayDeque<>(path.names());
    GuestPath at = GuestPath.ROOT;
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        at = at.parent().orElse(GuestPath.ROOT);
        continue;
      }
      GuestPath next = at.resolve(name);
      if (!isListed(next)) {
        return Optional.empty();
      }
      Optional<String> target = link(next);
      if (target.isEmpty()) {
        at = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        return Optional.empty();
      }
      if (target.get().startsWith("/")) {
        at = GuestPath.ROOT;
      }
      Iterator<String> backwards = reversed(target.get());
      while (backwards.hasNext()) {
        left.push(backwards.next());
      }
    }
    return Optional.of(at);
  }

  private static Iterator<String> reversed(String target) {
    return new ArrayDeque<>(List.of(target.split("/"))).descendingIterator();
  }
}
