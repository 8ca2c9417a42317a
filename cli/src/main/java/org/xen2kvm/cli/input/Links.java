package org.xen2kvm.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which links in folders lead to a file that is an input anyway, as those of {@code /etc/xen/auto} do: one guest is one
 * input. For one thread.
 */
final class Links {
  private final @Nullable Path outputFolder;

  /** The first link to each file that no walk comes to. */
  private final Map<Path, String> outside = new HashMap<>();

  Links(@Nullable Path outputFolder) {
    this.outputFolder = outputFolder;
  }

  /**
   * Returns the label of the input that a link leads to; null when it is itself the first that leads there.
   *
   * @param root the folder that is walked
   * @param rootLabel its label
   * @throws IOException when it leads nowhere
   */
  @Nullable String inputBehind(Path link, String label, Path root, String rootLabel) throws IOException {
    Path file = link.toRealPath();
    String inWalk = inWalk(file, root.toRealPath(), rootLabel);
    return inWalk != null ? inWalk : outside.putIfAbsent(file, label);
  }

  /**
   * Returns the label of the input that a broken link led to where its folder was copied from: on the Xen host
   * {@code auto/web1.cfg} is {@code /etc/xen/web1.cfg}, and in a copy of that folder it is {@code web1.cfg}. Null when there is
   * none.
   *
   * @throws IOException when the link cannot be read
   */
  @Nullable String inputOnceBehind(Path link, Path root, String rootLabel) throws IOException {
    Path target = Files.readSymbolicLink(link);
    if (!target.isAbsolute()) {
      return null;
    }
    Path real = root.toRealPath();
    for (int start = 0; start < target.getNameCount(); start++) {
      Path copy = real.resolve(target.subpath(start, target.getNameCount())).normalize();
      if (Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
        return inWalk(copy, real, rootLabel);
      }
    }
    return null;
  }

  /** Returns whether a link leads to a file that the walk comes to. */
  boolean leadsIntoWalk(Path link, Path root) throws IOException {
    return inWalk(link.toRealPath(), root.toRealPath(), "") != null;
  }

  private @Nullable String inWalk(Path file, Path root, String rootLabel) throws IOException {
    if (!file.startsWith(root)) {
      return null;
    }
    Path below = root.relativize(file);
    for (Path part : below) {
      if (part.toString().startsWith(".")) {
        return null;
      }
    }
    if (outputFolder != null && Files.exists(outputFolder) && file.startsWith(outputFolder.toRealPath())
        && !root.startsWith(outputFolder.toRealPath())) {
      return null;
    }
    String original = Backup.originalOf(String.valueOf(file.getFileName()));
    if (original != null && Files.exists(file.resolveSibling(original))) {
      return null;
    }
    return rootLabel.isEmpty() || rootLabel.endsWith("/") ? rootLabel + below : rootLabel + "/" + below;
  }
}
