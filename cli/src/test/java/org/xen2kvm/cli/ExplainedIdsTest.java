package org.xen2kvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.cli.Cli.Ran;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.migration.failure.FailureCatalog;
import org.xen2kvm.migration.notice.Notice;
import org.xen2kvm.migration.notice.Notice.Author;
import org.xen2kvm.migration.notice.NoticeCatalog;

/** Whatever id a message ends with, {@code explain} knows it. The ids are looked for where they are written: in the sources. */
final class ExplainedIdsTest {
  private static final Path ROOT = Path.of(System.getProperty("xen2kvm.root", ".."));
  private static final Path CHECKS = Path.of("org/xen2kvm/migration/host");

  private static final Pattern AUTHOR = Pattern.compile("new (?:RuleId|FixId)\\(\\s*\"([^\"]*)\"");
  private static final Pattern DESCRIPTOR = Pattern.compile("(?:RuleDescriptor|FixDescriptor)\\.of\\(\\s*\"([^\"]*)\"");
  private static final Pattern MESSAGE = Pattern.compile("\"((?:batch|input|internal)-[a-z-]+)\"|\\[([a-z]+(?:-[a-z]+)+)\\][^\"\\n]*\"");

  /** A check names itself in a call, or in a constant that says nothing else. */
  private static final Pattern CHECK = Pattern.compile(
      "(?:HostFinding\\.(?:ok|note|warning|error)|notMade|asked|decide)\\(\\s*\"([^\"]*)\"|static final String [A-Z]+ = \"([a-z-]+)\";");

  @TempDir
  private Path dir;

  private static Set<String> found(Pattern pattern, String below) throws IOException {
    Set<String> ids = new TreeSet<>();
    for (Path source : sources()) {
      if (source.toString().contains(below)) {
        for (MatchResult match : pattern.matcher(Files.readString(source)).results().toList()) {
          ids.add(match.group(1) == null && match.groupCount() > 1 ? match.group(2) : match.group(1));
        }
      }
    }
    return ids;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("converter", "guestfix", "runner", "cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
      }
    }
    return sources;
  }

  static Set<String> written() throws IOException {
    Set<String> ids = found(AUTHOR, "");
    ids.addAll(found(DESCRIPTOR, ""));
    ids.addAll(found(MESSAGE, "cli/report"));
    ids.addAll(found(CHECK, CHECKS.toString()));
    return ids;
  }

  @ParameterizedTest
  @MethodSource("written")
  void anIdInTheSourcesIsExplained(String id) {
    Ran ran = Cli.run(dir, "explain", id);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith(id + "\n").contains("\nPage:    docs/");
  }

  @Test
  void theSearchFindsWhatItIsFor() throws IOException {
    assertThat(written()).contains("batch-conflict", "batch-network", "source-disks", "disk-copied", "migration-disk-image",
        "migration-host-boot", "known-at-apply", "input-io", "domain-network", "kvm", "qemu-version", "libguestfs", "selinux",
        "fstab-stable-names", "tpm");
  }

  @Test
  void noNoticeIsLeftOfWhatNobodySaysAnyMore() throws IOException {
    assertThat(NoticeCatalog.all()).extracting(Notice::id).isSubsetOf(written());
  }

  @Test
  void thePageOfHostChecksAndTheNoticesNameTheSameChecks() throws IOException {
    String table = Files.readString(ROOT.resolve("docs/host-check.md")).lines().filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(0, line.indexOf(" | "))).collect(Collectors.joining());
    Set<String> told = Pattern.compile("`([a-z-]+)`").matcher(table).results().map(match -> match.group(1))
        .collect(Collectors.toSet());

    assertThat(NoticeCatalog.all()).filteredOn(notice -> notice.author() == Author.HOST).extracting(Notice::id)
        .containsExactlyInAnyOrderElementsOf(told);
  }

  @Test
  void idsAreTheirOwn() {
    List<String> others = new ArrayList<>();
    PolicyChoices.descriptors().forEach(rule -> others.add(rule.id().value()));
    FixCatalog.builtIn().all().forEach(fix -> others.add(fix.descriptor().id().value()));
    FailureCatalog.all().forEach(failure -> others.add(failure.id()));
    // A rule and a check of hosts, both older than this test.
    others.remove("emulator");

    assertThat(NoticeCatalog.all()).extracting(Notice::id).doesNotHaveDuplicates().doesNotContainAnyElementsOf(others)
        .allMatch(id -> id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
  }

  @Test
  void anIdOfARuleAndOfACheckTellsOfBoth() {
    assertThat(Cli.run(dir, "explain", "emulator").out())
        .contains("Page:    docs/rules/emulator.md\n\nemulator\nWhether libvirt knows an emulator\n", "Page:    docs/notices.md\n");
  }

  @Test
  void titlesAreLinesAndDescriptionsAreSentences() {
    assertThat(NoticeCatalog.all()).allSatisfy(notice -> {
      assertThat(notice.title()).matches("\\S.*[^.\\n]");
      assertThat(notice.description()).matches("(?s)\\S.*\\.");
    });
  }
}
