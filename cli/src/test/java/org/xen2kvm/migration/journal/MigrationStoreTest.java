package org.xen2kvm.migration.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.apply.GuestLock;
import org.xen2kvm.migration.journal.JournalEntry.Applied;
import org.xen2kvm.migration.journal.JournalEntry.Begun;
import org.xen2kvm.migration.journal.JournalEntry.RolledBack;

/** Where migrations are kept: each guest's apart from all others', and the ended ones beside the last. */
final class MigrationStoreTest {
  private static final String VERSION = "1.2.3-test";

  /** Names that look alike as parts of a file's name, or would lead out of the folder. */
  private static final List<String> HARD = List.of(
      "web1", "WEB1", "a/b", "a_b", "a\\b", "a b", "a\u0000b", "..", ".", "../a", "/", "", "guest", "~1", "web1~1", "ä", "ö", "日本",
      "x".repeat(120), "x".repeat(121), "x".repeat(5000), "-rf", "a\nb", "web1.xen2kvm.part", "\ud800", "\ud83d\ude00");

  @TempDir private Path folder = Path.of("");

  private MigrationStore store() {
    return new MigrationStore(folder.resolve("state"), VERSION);
  }

  private Journal begin(String name) throws IOException {
    Journal journal = store().begin(name);
    journal.write(new Begun(name, VERSION, List.of()));
    return journal;
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("state"))) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  // ---- names

  @Test
  void eachNameHasAFolderOfItsOwnBelowTheRoot() throws IOException {
    Set<Path> folders = new HashSet<>();
    for (String name : HARD) {
      Path made = begin(name).folder();
      assertThat(made.getParent()).as("of %s", name).isEqualTo(folder.resolve("state"));
      assertThat(made.getFileName().toString()).as("of %s", name).matches("[A-Za-z0-9_+-][A-Za-z0-9._+=-]*").hasSizeLessThan(200);
      assertThat(folders.add(made)).as("another than before for %s", name).isTrue();
    }
    assertThat(folders()).hasSize(HARD.size());
    for (String name : HARD) {
      assertThat(store().find(name).orElseThrow().name()).isEqualTo(name.equals("\ud800") ? "?" : name);
    }
  }

  @Test
  void aPlainNameIsItsFolder() throws IOException {
    assertThat(begin("web1.example-2_a+b").folder()).hasFileName("web1.example-2_a+b");
  }

  @Test
  void noPlainNameIsTheFolderOfAnother() throws IOException {
    String folderOfAnother = begin("a/b").folder().getFileName().toString();

    assertThat(store().find(folderOfAnother)).isEmpty();
    assertThat(begin(folderOfAnother).folder()).isNotEqualTo(store().find("a/b").orElseThrow().folder());
  }

  // ---- one after the other

  @Test
  void whatEndedMakesRoomAndIsKept() throws IOException {
    for (int time = 0; time < 3; time++) {
      Journal journal = begin("web1");
      journal.write(new RolledBack());
    }
    begin("web1").write(new Applied());

    assertThat(folders()).containsExactly("web1", "web1~1", "web1~2", "web1~3");
    assertThat(store().find("web1").orElseThrow().state()).isEqualTo(MigrationState.APPLIED);
    assertThat(Files.readString(folder.resolve("state/web1~3/journal.jsonl"))).contains("rolled-back");
  }

  @Test
  void aFolderWithoutAJournalMakesRoomToo() throws IOException {
    Files.createDirectories(folder.resolve("state/web1"));

    begin("web1");

    assertThat(folders()).containsExactly("web1", "web1~1");
  }

  // ---- lists

  @Test
  void allAreTheLastOnesByName() throws IOException {
    List<String> names = new ArrayList<>(List.of("web2", "a/b", "web10", "Web1", "web1", "ä"));
    for (String name : names) {
      begin(name);
    }
    begin("web1");
    Files.createDirectories(folder.resolve("state/empty"));
    Files.writeString(folder.resolve("state/file"), "not a folder");

    names.sort(null);
    assertThat(store().all()).extracting(Migration::name).isEqualTo(names);
  }

  @Test
  void whereNothingWasMigratedNothingIsKnown() throws IOException {
    assertThat(store().all()).isEmpty();
    assertThat(store().find("web1")).isEmpty();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  // ---- locks

  @Test
  @SuppressWarnings("try") // The lock is held, not used.
  void aGuestIsForOneAtATime() throws IOException {
    try (GuestLock lock = store().lock("web1")) {
      assertThat(catchThrowableOfType(MigrationException.class, () -> store().lock("web1")).reason()).isEqualTo(Reason.TAKEN);
      store().lock("web2").close();
      assertThat(store().all()).isEmpty();
    }
    store().lock("web1").close();
    assertThat(folders()).isEmpty();
  }

  // ---- plans

  @Test
  void aMigrationThatEndedBeforeItHadAPlanSaysSo() throws IOException {
    begin("web1");
    Migration migration = store().find("web1").orElseThrow();

    assertThat(catchThrowableOfType(MigrationException.class, () -> store().plan(migration)))
        .hasMessageContaining("web1 ended before it had a plan");
  }
}
