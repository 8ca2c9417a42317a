package org.xen2kvm.guestfix.fs;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xen2kvm.guestfix.fs.GuestFilesystemException.Reason;

/**
 * Remembers what a reader answered, for one look at a guest that does not change meanwhile: each question to the appliance takes
 * milliseconds, and inspection and fixes ask the same ones. For one thread.
 *
 * <p>What is not there is known from the listing of its directory, so that looking for sixty files in /etc costs one question.
 */
public final class CachingReader implements GuestFilesystemReader {
  /** Larger files are handed through: they are read once, and would only take memory. */
  private static final int LARGEST_REMEMBERED = 1 << 20;

  private final GuestFilesystemReader reader;
  private final Map<GuestPath, Answer<Boolean>> existing = new HashMap<>();
  private final Map<GuestPath, Answer<List<String>>> listings = new HashMap<>();
  private final Map<GuestPath, Answer<String>> links = new HashMap<>();
  private final Map<GuestPath, Answer<GuestFileStat>> stats = new HashMap<>();
  private final Map<GuestPath, byte[]> contents = new HashMap<>();

  public CachingReader(GuestFilesystemReader reader) {
    this.reader = reader;
  }

  /** What was answered: a value, or the failure. */
  private record Answer<T>(@Nullable T value, @Nullable GuestFilesystemException failure) {
    static <T> Answer<T> of(GuestPath path, Function<GuestPath, T> question) {
      try {
        return new Answer<>(question.apply(path), null);
      } catch (GuestFilesystemException e) {
        return new Answer<>(null, e);
      }
    }

    T get() {
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(value);
    }
  }

  private static <T> T remembered(Map<GuestPath, Answer<T>> known, GuestPath path, Function<GuestPath, T> question) {
    Answer<T> answer = known.get(path);
    if (answer == null) {
      answer = Answer.of(path, question);
      known.put(path, answer);
    }
    return answer.get();
  }

  @Override
  public boolean exists(GuestPath path) {
    return remembered(existing, path, this::ask);
  }

  private boolean ask(GuestPath path) {
    return path.parent().map(parent -> isListed(parent, path.fileName())).orElse(true) && reader.exists(path);
  }

  private boolean isListed(GuestPath directory, String name) {
    if (!exists(directory)) {
      return false;
    }
    try {
      return list(directory).contains(name);
    } catch (GuestFilesystemException e) {
      if (e.reason() == Reason.WRONG_TYPE) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public byte[] read(GuestPath file, int limit) {
    byte[] known = contents.get(file);
    if (known != null && known.length <= limit) {
      return known.clone();
    }
    byte[] content = reader.read(file, limit);
    if (content.length <= LARGEST_REMEMBERED) {
      contents.put(file, content.clone());
    }
    return content;
  }

  @Override
  public byte[] readRange(GuestPath file, long offset, int length) {
    return reader.readRange(file, offset, length);
  }

  @Override
  public void copyOut(GuestPath file, OutputStream to, long limit) throws IOException {
    reader.copyOut(file, to, limit);
  }

  @Override
  public List<String> list(GuestPath directory) {
    return remembered(listings, directory, reader::list);
  }

  @Override
  public String readLink(GuestPath link) {
    return remembered(links, link, reader::readLink);
  }

  @Override
  public GuestFileStat stat(GuestPath path) {
    return remembered(stats, path, reader::stat);
  }
}
