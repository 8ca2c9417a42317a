package org.xen2kvm.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * One definition to prove.
 *
 * @param file its path below the folder it was found in, with slashes: what reports and exception lists call it
 * @param text the definition
 */
record SourceDomain(String file, String text) {
  /**
   * Every definition of the shared corpus, libvirt's XML and Xen's configurations, by file name; where it is absent the
   * calling test is skipped with the reason.
   */
  static List<SourceDomain> corpus() {
    Path folder = projectRoot().resolveSibling("shared").resolve("corpus");
    if (!Files.isDirectory(folder)) {
      String reason = "the shared corpus is not beside the project: no folder " + folder;
      System.out.println("SKIPPED: " + reason);
      return Assumptions.abort(reason);
    }
    return below(folder, ".xml", ".cfg", ".conf");
  }

  /** The project's own golden sources; {@link #file} is the case's name. */
  static List<SourceDomain> golden() {
    return below(projectRoot().resolve("testdata").resolve("domains"), "/source.xml", "/source.cfg").stream()
        .map(source -> new SourceDomain(source.file().replaceFirst("/source\\.(xml|cfg)$", ""), source.text()))
        .toList();
  }

  private static Path projectRoot() {
    return Path.of(System.getProperty("xen2kvm.root", "..")).toAbsolutePath().normalize();
  }

  private static List<SourceDomain> below(Path folder, String... suffixes) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(file -> Stream.of(suffixes).anyMatch(file::endsWith))
          .sorted()
          .map(file -> new SourceDomain(file, read(folder.resolve(file))))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
