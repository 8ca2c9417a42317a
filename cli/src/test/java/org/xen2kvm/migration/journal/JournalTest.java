package org.xen2kvm.migration.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xen2kvm.migration.MigrationException;
import org.xen2kvm.migration.MigrationException.Reason;
import org.xen2kvm.migration.journal.JournalEntry.Applied;
import org.xen2kvm.migration.journal.JournalEntry.Begun;
import org.xen2kvm.migration.journal.JournalEntry.FilesMade;
import org.xen2kvm.migration.journal.JournalEntry.Starting;

/** A journal as a file: what is written is read, what a kill cut off is not, and what is damaged is refused. */
final class JournalTest {
  private static final Begun BEGUN = new Begun("web1", "1.2.3-test", List.of());

  @TempDir private Path root = Path.of("");

  private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T12:00:00.123456Z"), ZoneOffset.UTC);

  private MigrationStore store() {
    return new MigrationStore(root.resolve("state"), "1.2.3-test", clock, JournalGate.OPEN);
  }

  private Path file() {
    return root.resolve("state/web1/journal.jsonl");
  }

  private Journal begun() throws IOException {
    Journal journal = store().begin("web1");
    journal.write(BEGUN);
    return journal;
  }

  private void append(String text) throws IOException {
    Files.writeString(file(), text, StandardOpenOption.APPEND);
  }

  private List<JournalEntry> steps() throws IOException {
    return store().find("web1").orElseThrow().lines().stream().map(JournalLine::entry).toList();
  }

  // ---- writing

  @Test
  void tellsAllStepsInTheirOrderWithTheirTime() throws IOException {
    Journal journal = store().begin("web1");
    JournalSamples.EACH.forEach(journal::write);

    Migration read = store().find("web1").orElseThrow();

    assertThat(steps()).isEqualTo(JournalSamples.EACH);
    assertThat(read.since()).isEqualTo("2026-11-20T12:00:00.123Z");
    assertThat(read.folder()).isEqualTo(journal.folder());
  }

  @Test
  void isThereFromItsFirstStepOn() throws IOException {
    Journal journal = store().begin("web1");
    assertThat(journal.exists()).isFalse();
    assertThat(journal.folder()).doesNotExist();

    journal.write(BEGUN);

    assertThat(journal.exists()).isTrue();
  }

  @Test
  void isItsOwnersAlone() throws IOException {
    begun().write(new FilesMade());

    for (Path folder : List.of(root.resolve("state"), root.resolve("state/web1"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
  }

  @Test
  void aGateSeesEachStepBeforeItIsThereAndAfter() throws IOException {
    List<String> seen = new ArrayList<>();
    MigrationStore gated = new MigrationStore(root.resolve("state"), "1.2.3-test", clock, new JournalGate() {
      @Override
      public void before(JournalEntry entry) {
        seen.add("before " + Files.exists(file()));
      }

      @Override
      public void after(JournalEntry entry) {
        seen.add("after " + Files.exists(file()));
      }
    });

    gated.begin("web1").write(BEGUN);

    assertThat(seen).containsExactly("before false", "after true");
  }

  @Test
  void whatCannotBeWrittenMustNotBeDone() throws IOException {
    Files.writeString(root.resolve("state"), "a file in the place of the folder");
    Journal journal = store().begin("web1");

    MigrationException failure = catchThrowableOfType(MigrationException.class, () -> journal.write(BEGUN));

    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(failure).hasMessageContaining("The journal in " + journal.folder() + " cannot be written");
  }

  // ---- a kill while a line was written

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"applied\"}}"})
  void aLastLineWithoutItsEndWasNeverDoneAndIsOverwritten(String torn) throws IOException {
    Journal journal = begun();
    append(torn);

    assertThat(steps()).containsExactly(BEGUN);
    journal.write(new Starting());

    assertThat(steps()).containsExactly(BEGUN, new Starting());
    assertThat(Files.readString(file())).hasLineCount(2).endsWith("}\n");
  }

  @Test
  void aLongTornLineLeavesNothingBehindAShortOne() throws IOException {
    Journal journal = begun();
    append("x".repeat(100_000));

    journal.write(new Applied());

    assertThat(steps()).containsExactly(BEGUN, new Applied());
  }

  @Test
  void aTornLineNeedNotBeText() throws IOException {
    Journal journal = begun();
    Files.write(file(), new byte[] {(byte) 0xc3}, StandardOpenOption.APPEND);

    journal.write(new Applied());

    assertThat(steps()).containsExactly(BEGUN, new Applied());
  }

  @Test
  void aJournalWhoseFirstLineIsTornTellsOfNoMigration() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "{\"formatVersion\":1,");

    assertThat(store().find("web1")).isEmpty();
    assertThat(store().all()).isEmpty();
  }

  // ---- damage

  private MigrationException damage(String text) throws IOException {
    begun();
    append(text);
    Files.writeString(file(), Files.readString(file()) + "{\"the\": \"last, torn line\"");
    MigrationException failure = catchThrowableOfType(MigrationException.class, () -> store().find("web1"));
    assertThat(failure).as("of %s", text).isNotNull();
    assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
    assertThat(failure).hasMessageStartingWith("The journal " + file() + " is damaged: ");
    assertThat(failure.advice()).contains("Nothing is done on its word");
    return failure;
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "null", "[]", "1", "{}", "{",
      "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\"}",
      "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":null}",
      "{\"formatVersion\":1,\"at\":null,\"entry\":{\"step\":\"applied\"}}",
      "{\"formatVersion\":1,\"at\":\"yesterday\",\"entry\":{\"step\":\"applied\"}}",
      "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{}}",
      "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"up\"}}",
      "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"up\",\"proof\":null}}",
      "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"applied\",\"more\":1}}",
      "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"applied\"}} {}",
      "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"folding\",\"overlay\":\"relative\"}}"})
  void aLineThatIsNoneIsRefusedWithItsNumber(String line) throws IOException {
    assertThat(damage(line + "\n")).hasMessageContaining("line 2: ");
  }

  @Test
  void anotherFormatVersionIsRefusedAndSaysSo() throws IOException {
    assertThat(damage("{\"formatVersion\":2,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"applied\"}}\n"))
        .hasMessageContaining("line 2: its formatVersion is 2, and this tool knows 1");
  }

  @Test
  void aStepThatIsNotKnownIsRefusedAndSaysWhich() throws IOException {
    assertThat(damage("{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"dancing\"}}\n"))
        .hasMessageContaining("line 2: ").hasMessageContaining("dancing");
  }

  @Test
  void aJournalThatBeginsWithAnotherStepIsRefused() throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "{\"formatVersion\":1,\"at\":\"2026-11-20T12:00:00Z\",\"entry\":{\"step\":\"starting\"}}\n");

    assertThat(catchThrowableOfType(MigrationException.class, () -> store().find("web1")))
        .hasMessageContaining("is damaged: it does not begin with the begin");
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    begun();
    Files.write(file(), new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);

    assertThat(catchThrowableOfType(MigrationException.class, () -> store().find("web1")))
        .hasMessageContaining("is damaged: it is not UTF-8");
  }

  @Test
  void aJournalThatIsTooLongIsNeitherReadNorWritten() throws IOException {
    Journal journal = begun();
    append("x".repeat(1 << 20) + "\n");

    assertThat(catchThrowableOfType(MigrationException.class, () -> store().find("web1")))
        .hasMessageStartingWith("The journal " + file() + " is damaged: it is longer than");
    assertThat(catchThrowableOfType(MigrationException.class, () -> journal.write(new Applied())))
        .hasMessageContaining("longer than");
  }

  @Test
  void aLinkInTheJournalsPlaceIsNotFollowed() throws IOException {
    Journal journal = begun();
    Path elsewhere = root.resolve("elsewhere");
    Files.move(file(), elsewhere);
    Files.createSymbolicLink(file(), elsewhere);
    String before = Files.readString(elsewhere);

    assertThat(catchThrowableOfType(MigrationException.class, () -> store().find("web1")))
        .hasMessageStartingWith("The journal " + file() + " is damaged: it is no file of its own");
    assertThat(catchThrowableOfType(MigrationException.class, () -> journal.write(new Applied())).reason())
        .isEqualTo(Reason.FAILED);
    assertThat(elsewhere).hasContent(before.strip());
  }
}
