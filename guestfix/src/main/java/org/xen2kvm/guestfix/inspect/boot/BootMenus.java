package org.xen2kvm.guestfix.inspect.boot;

import java.util.List;
import org.xen2kvm.guestfix.fs.GuestPath;
import org.xen2kvm.guestfix.inspect.BootLoader;

/**
 * The boot loaders' configurations of a guest, and what they say.
 *
 * @param loaders the configurations, those first that a BIOS guest of the usual distributions has first
 * @param texts the texts of all their files
 */
public record BootMenus(List<BootLoader> loaders, List<String> texts) {
  public BootMenus {
    loaders = List.copyOf(loaders);
    texts = List.copyOf(texts);
  }

  /** Returns whether any menu mentions the file by its last name. */
  public boolean mention(GuestPath file) {
    return texts.stream().anyMatch(text -> mentions(text, file.fileName()));
  }

  /** The name as a whole: {@code vmlinuz-3.0} is not in {@code vmlinuz-3.0.1}. */
  private static boolean mentions(String text, String name) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      if (end == text.length() || " \t\r\n\"'".indexOf(text.charAt(end)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
