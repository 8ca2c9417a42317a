package org.xen2kvm.guestfix.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a file or a block device is swap of this host, by the kernel's {@code swaps} (proc_swaps.5). */
final class Swaps {
  private final Path list;

  Swaps(Path list) {
    this.list = list;
  }

  /**
   * Returns that it is swap, in words; empty when it is not.
   *
   * @param file the real path of a file or a device
   * @param parts what the numbers ({@code major:minor}) of the device and its partitions are called
   */
  Optional<String> of(Path file, Map<String, String> parts) throws IOException {
    if (!Files.exists(list)) {
      return Optional.empty();
    }
    // Names are bytes and need not be UTF-8.
    String text = new String(Files.readAllBytes(list), StandardCharsets.UTF_8);
    for (String line : text.split("\n")) {
      // The heading has no slash; a blank in a name is escaped.
      if (!line.startsWith("/")) {
        continue;
      }
      String part = part(Mounts.unescaped(line.split("[ \t]", 2)[0]), file, parts);
      if (part != null) {
        return Optional.of(part + " is swap of this host (swapoff)");
      }
    }
    return Optional.empty();
  }

  private static @Nullable String part(String name, Path file, Map<String, String> parts) throws IOException {
    try {
      Path swap = Path.of(name).toRealPath();
      return swap.equals(file) ? "it" : BlockDevice.numbers(swap).map(parts::get).orElse(null);
    } catch (FileSystemException | InvalidPathException noLongerThere) {
      return null;
    }
  }
}
