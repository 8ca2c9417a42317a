package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package of any module is small enough to be seen at once: no more than fifteen files, {@code package-info} among them. */
final class PackageSizeTest {
  private static final long MOST_FILES = 15;

  private static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", ".."));

  @Test
  void noPackageHasMoreFilesThanOneSeesAtOnce() throws IOException {
    Map<String, Long> packages = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path sources : modules.map(module -> module.resolve("src/main/java")).filter(Files::isDirectory).toList()) {
        packages.putAll(filesByPackage(sources));
      }
    }

    assertThat(packages).containsKeys(
        "org/xen2kvm/cli", "org/xen2kvm/converter", "org/xen2kvm/guestfix/fix", "org/xen2kvm/migration", "org/xen2kvm/runner");
    assertThat(packages).allSatisfy((name, files) -> assertThat(files).as(name).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void filesOfAPackageAreCountedWithoutThoseBelowIt(@TempDir Path sources) throws IOException {
    Files.createDirectories(sources.resolve("a/b"));
    for (String file : new String[] {"a/package-info.java", "a/One.java", "a/notes.txt", "a/b/Two.java"}) {
      Files.createFile(sources.resolve(file));
    }

    assertThat(filesByPackage(sources)).isEqualTo(Map.of("a", 2L, "a/b", 1L));
  }

  private static Map<String, Long> filesByPackage(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java"))
          .collect(Collectors.groupingBy(file -> sources.relativize(file.getParent()).toString(), Collectors.counting()));
    }
  }
}
