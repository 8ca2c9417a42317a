package org.xen2kvm.guestfix.initramfs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xen2kvm.guestfix.initramfs.InitramfsException.Reason;

/**
 * The tree that the kernel would have after unpacking: an entry lands where the links before it lead, and a later one
 * replaces an earlier one, except that a directory in use is not replaced by anything else.
 */
final class UnpackedTree {
  private static final int MOST_ENTRIES = 200_000;
  private static final int MOST_NAME_BYTES = 32 << 20;
  private static final int MOST_NAMES_IN_PATH = 64;
  private static final int MOST_LINKS = 40;

  private final Map<String, InitramfsEntry> entries = new LinkedHashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final Map<String, String> directories = new HashMap<>();
  private final Set<String> parents = new HashSet<>();
  private int taken;
  private int nameBytes;

  static String text(byte[] body) {
    int length = 0;
    while (length < body.length && body[length] != 0) {
      length++;
    }
    return new String(body, 0, length, StandardCharsets.UTF_8);
  }

  List<InitramfsEntry> entries() {
    return List.copyOf(entries.values());
  }

  Map<String, byte[]> contents() {
    return Map.copyOf(contents);
  }

  /** Where an entry of this name lands: without {@code ./} and slashes at its ends, links in its directories followed. */
  String place(String rawName) throws InitramfsException {
    nameBytes += rawName.length();
    if (++taken > MOST_ENTRIES || nameBytes > MOST_NAME_BYTES) {
      throw new InitramfsException(Reason.TOO_LARGE, "holds more than " + MOST_ENTRIES + " entries or 32 MiB of names");
    }
    List<String> names = names(rawName);
    if (names.contains("..")) {
      throw new InitramfsException(Reason.CORRUPT, "holds a name with '..'");
    }
    if (names.size() > MOST_NAMES_IN_PATH) {
      throw new InitramfsException(Reason.TOO_LARGE, "holds a name of more than " + MOST_NAMES_IN_PATH + " directories");
    }
    if (names.size() < 2) {
      return String.join("/", names);
    }
    String directory = String.join("/", names.subList(0, names.size() - 1));
    String real = directories.get(directory);
    if (real == null) {
      real = follow(entries, directory).orElse(directory);
      directories.put(directory, real);
    }
    parents.add(real);
    return (real.isEmpty() ? "" : real + "/") + names.get(names.size() - 1);
  }

  /** Puts an entry into its place; says whether the kernel could. */
  boolean add(InitramfsEntry entry) {
    if (entry.name().isEmpty()) {
      return false;
    }
    InitramfsEntry before = entries.get(entry.name());
    boolean isDirectory = entry.kind() == InitramfsEntry.Kind.DIRECTORY;
    if (before != null && before.kind() == InitramfsEntry.Kind.DIRECTORY && !isDirectory
        && parents.contains(entry.name())) {
      return false;
    }
    if (entry.kind() == InitramfsEntry.Kind.SYMLINK
        || (before != null && before.kind() == InitramfsEntry.Kind.SYMLINK)) {
      directories.clear();
    }
    contents.remove(entry.name());
    entries.put(entry.name(), entry);
    return true;
  }

  void keep(String name, byte[] body) {
    contents.put(name, body);
  }

  /**
   * Where a path leads when every link in it is followed, the last one too; names that are not there stay as they are.
   * Empty when links lead in a circle or too far.
   */
  static Optional<String> follow(Map<String, InitramfsEntry> entries, String path) {
    List<String> real = new ArrayList<>();
    List<String> ahead = new ArrayList<>(names(path));
    Collections.reverse(ahead);
    int links = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.remove(ahead.size() - 1);
      if (name.equals("..")) {
        if (!real.isEmpty()) {
          real.remove(real.size() - 1);
        }
        continue;
      }
      real.add(name);
      InitramfsEntry entry = entries.get(String.join("/", real));
      if (entry != null && entry.kind() == InitramfsEntry.Kind.SYMLINK) {
        List<String> target = names(entry.target());
        if (++links > MOST_LINKS || ahead.size() + target.size() > MOST_NAMES_IN_PATH) {
          return Optional.empty();
        }
        if (entry.target().startsWith("/")) {
          real.clear();
        } else {
          real.remove(real.size() - 1);
        }
        for (int i = target.size() - 1; i >= 0; i--) {
          ahead.add(target.get(i));
        }
      }
    }
    return Optional.of(String.join("/", real));
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/")) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return names;
  }
}
