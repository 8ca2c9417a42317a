package org.xen2kvm.guestfix.initramfs.kernel;

import java.util.List;
import java.util.Optional;

/** The one name of a kernel module that may be spelled in two ways and packed in several. */
public final class ModuleName {
  private static final List<String> ENDINGS = List.of(".ko", ".ko.gz", ".ko.xz", ".ko.zst", ".ko.bz2", ".ko.lzma");

  private ModuleName() {}

  /** The name with {@code _} for {@code -}, which the kernel takes for the same. */
  public static String canonical(String module) {
    return module.replace('-', '_');
  }

  /** The module in a file of that name; empty when it is none. */
  public static Optional<String> ofFile(String fileName) {
    for (String ending : ENDINGS) {
      if (fileName.endsWith(ending) && fileName.length() > ending.length()) {
        return Optional.of(canonical(fileName.substring(0, fileName.length() - ending.length())));
      }
    }
    return Optional.empty();
  }
}
