package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package of any module is small enough to be seen at once, and has its place in architecture.md. */
final class PackagesTest {
  /** With {@code package-info}. */
  private static final long MOST_FILES = 15;

  /** Packages that one line of the page stands for. */
  private static final Pattern OF_A_KIND = Pattern.compile("org/xen2kvm/converter/rule/.+|org/xen2kvm/(dist|benchmarks)(/.+)?");

  private static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", ".."));

  @Test
  void noPackageHasMoreFilesThanOneSeesAtOnce() throws IOException {
    Map<String, Long> packages = packages();

    assertThat(packages).containsKeys(
        "org/xen2kvm/cli", "org/xen2kvm/converter", "org/xen2kvm/guestfix/fix", "org/xen2kvm/migration", "org/xen2kvm/runner");
    assertThat(packages).allSatisfy((name, files) -> assertThat(files).as(name).isLessThanOrEqualTo(MOST_FILES));
  }

  @Test
  void architectureNamesEachPackage() throws IOException {
    Set<String> named = Pattern.compile("`[^`\n]+`").matcher(Files.readString(ROOT.resolve("docs/architecture.md"))).results()
        .flatMap(quoted -> Pattern.compile("\\w+").matcher(quoted.group()).results().map(MatchResult::group))
        .collect(Collectors.toSet());

    assertThat(packages().keySet()).filteredOn(name -> !OF_A_KIND.matcher(name).matches())
        .allSatisfy(name -> assertThat(named).contains(name.substring(name.lastIndexOf('/') + 1)));
  }

  @Test
  void filesOfAPackageAreCountedWithoutThoseBelowIt(@TempDir Path sources) throws IOException {
    Files.createDirectories(sources.resolve("a/b"));
    for (String file : new String[] {"a/package-info.java", "a/One.java", "a/notes.txt", "a/b/Two.java"}) {
      Files.createFile(sources.resolve(file));
    }

    assertThat(filesByPackage(sources)).isEqualTo(Map.of("a", 2L, "a/b", 1L));
  }

  private static Map<String, Long> packages() throws IOException {
    Map<String, Long> packages = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path sources : modules.map(module -> module.resolve("src/main/java")).filter(Files::isDirectory).toList()) {
        packages.putAll(filesByPackage(sources));
      }
    }
    return packages;
  }

  private static Map<String, Long> filesByPackage(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files.filter(file -> file.toString().endsWith(".java"))
          .collect(Collectors.groupingBy(file -> sources.relativize(file.getParent()).toString(), Collectors.counting()));
    }
  }
}
