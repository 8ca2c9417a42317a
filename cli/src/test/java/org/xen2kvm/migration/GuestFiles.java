package org.xen2kvm.migration;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xen2kvm.guestfix.fs.GuestFileStat;
import org.xen2kvm.guestfix.fs.GuestFilesystemReader;
import org.xen2kvm.guestfix.fs.GuestPath;

/** All files of a guest with what is in them, to see what changed. Stateless. */
public final class GuestFiles {
  private GuestFiles() {}

  /** Returns the paths that differ. */
  public static Set<String> changed(GuestFilesystemReader before, GuestFilesystemReader after) {
    Map<String, String> one = of(before);
    Map<String, String> other = of(after);
    Set<String> changed = new TreeSet<>(one.keySet());
    changed.addAll(other.keySet());
    changed.removeIf(path -> one.containsKey(path) && one.get(path).equals(other.get(path)));
    return changed;
  }

  private static Map<String, String> of(GuestFilesystemReader guest) {
    Map<String, String> files = new TreeMap<>();
    add(files, guest, GuestPath.ROOT);
    return files;
  }

  private static void add(Map<String, String> files, GuestFilesystemReader guest, GuestPath directory) {
    for (String name : guest.list(directory)) {
      GuestPath path = directory.resolve(name);
      GuestFileStat stat = guest.stat(path);
      switch (stat.type()) {
        case SYMLINK -> files.put(path.value(), "-> " + guest.readLink(path));
        case REGULAR -> files.put(path.value(),
            stat.permissions() + " " + Arrays.hashCode(guest.read(path, Integer.MAX_VALUE)));
        case DIRECTORY -> {
          files.put(path.value(), "directory");
          add(files, guest, path);
        }
        case OTHER -> files.put(path.value(), "other");
      }
    }
  }
}
