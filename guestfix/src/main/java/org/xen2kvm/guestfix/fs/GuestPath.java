package org.xen2kvm.guestfix.fs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path inside a guest: absolute, with {@code /} between names, without empty, {@code .} or {@code ..} names and
 * without a slash at its end.
 *
 * <p>A type of its own, so that a guest's path is never taken for one of the host. {@code ..} is removed by name, as
 * {@code realpath -s} does it, without asking whether the name before it is a symbolic link; one that would lead above
 * the root is refused rather than stopped at the root, because no configuration that means a file of this guest says
 * so.
 *
 * <p>Comparing follows the text. Immutable.
 *
 * @param value the path's text, {@code /} for the root
 */
public record GuestPath(String value) implements Comparable<GuestPath> {
  /** The guest's root directory. */
  public static final GuestPath ROOT = new GuestPath("/");

  /**
   * A path from any spelling of it.
   *
   * @throws IllegalArgumentException when the path is not absolute, leads above the root, or holds a NUL or half a
   *     surrogate pair, which no
   *     file name has
   */
  public GuestPath {
    if (!value.startsWith("/")) {
      throw new IllegalArgumentException("not an absolute guest path: '" + value + "'");
    }
    value = normalise(value);
  }

  /** The same as the constructor: for call sites that read better so. */
  public static GuestPath of(String path) {
    return new GuestPath(path);
  }

  /**
   * The path that another one means when seen from this directory: itself when absolute, else beneath this one. So does
   * a symbolic link's target, seen from the link's {@link #parent}.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public GuestPath resolve(String path) {
    return new GuestPath(path.startsWith("/") ? path : value + "/" + path);
  }

  /** The directory that holds it; empty for the root. */
  public Optional<GuestPath> parent() {
    return isRoot() ? Optional.empty() : Optional.of(new GuestPath("/" + value.substring(1, lastSlashOrOne())));
  }

  /** The last name, empty text for the root. */
  public String fileName() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The names from the root down, none for the root. */
  public List<String> names() {
    return isRoot() ? List.of() : List.of(value.substring(1).split("/"));
  }

  /**
   * Whether it is that directory or lies beneath it: names are compared, so {@code /bootx} is not beneath {@code
   * /boot}.
   */
  public boolean startsWith(GuestPath directory) {
    return directory.isRoot() || value.equals(directory.value) || value.startsWith(directory.value + "/");
  }

  /** Whether it is the guest's root directory. */
  public boolean isRoot() {
    return value.equals("/");
  }

  @Override
  public int compareTo(GuestPath other) {
    return value.compareTo(other.value);
  }

  /** The path's text. */
  @Override
  public String toString() {
    return value;
  }

  private int lastSlashOrOne() {
    return Math.max(1, value.lastIndexOf('/'));
  }

  private static String normalise(String path) {
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in guest path: '" + path.replace('\0', '\u2400') + "'");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(path)) {
      throw new IllegalArgumentException("guest path cannot be written as UTF-8: '" + path + "'");
    }
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      switch (name) {
        case "", "." -> {}
        case ".." -> {
          if (names.isEmpty()) {
            throw new IllegalArgumentException("guest path leads above the guest's root: '" + path + "'");
          }
          names.remove(names.size() - 1);
        }
        default -> names.add(name);
      }
    }
    return "/" + String.join("/", names);
  }
}
