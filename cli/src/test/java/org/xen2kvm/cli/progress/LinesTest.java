package org.xen2kvm.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xen2kvm.cli.shell.ExitCode;
import org.xen2kvm.migration.copy.CopyListener.Work;
import org.xen2kvm.migration.progress.Step;
import org.xen2kvm.migration.progress.Step.Phase;

/** What a terminal gets, character by character; the clock is the tests'. */
final class LinesTest {
  private static final String ERASE = "\u001B[K";
  private static final Step COPYING = Step.begins(Phase.COPYING, "copying a.img");

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private long seconds;

  private TerminalLine line(boolean visible) {
    return new TerminalLine(new PrintStream(terminal, true, StandardCharsets.UTF_8), visible, false,
        () -> TimeUnit.SECONDS.toNanos(seconds));
  }

  /** Returns what was drawn since the last call, redrawn lines on lines of their own. */
  private List<String> drawn() {
    String text = terminal.toString(StandardCharsets.UTF_8);
    terminal.reset();
    return List.of(text.replace(ERASE, "").split("\r", -1)).stream().filter(each -> !each.isEmpty()).toList();
  }

  @Test
  void aLineIsWrittenOverTheOneBefore() {
    TerminalLine line = line(true);

    line.show("ten 10 %");
    line.show("9");
    line.close();

    assertThat(terminal.toString(StandardCharsets.UTF_8))
        .isEqualTo("\rten 10 %" + ERASE + "\r9" + ERASE + "\r" + ERASE);
  }

  @Test
  void theSameIsNotDrawnAgainAndALittleMoreOnlyAfterAPause() {
    TerminalLine line = line(true);

    line.show("1");
    line.show("1");
    line.update("2");
    assertThat(drawn()).containsExactly("1");
    seconds = 1;
    line.update("3");
    assertThat(drawn()).containsExactly("3");
  }

  @Test
  void messagesStandAboveTheLine() {
    TerminalLine line = line(true);

    line.show("1");
    line.message("hello\n");

    assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("\r1" + ERASE + "\r" + ERASE + "hello\n\r1" + ERASE);
  }

  @Test
  void whereNobodyLooksThereAreOnlyMessages() {
    TerminalLine line = line(false);

    line.show("1");
    line.message("hello\n");
    line.close();

    assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
  }

  @Test
  void aLineNeverWrapsAndHoldsNoControls() {
    TerminalLine line = line(true);

    line.show("\u001b[31m" + "\u4e2d".repeat(60));

    assertThat(drawn()).containsExactly("?[31m" + "\u4e2d".repeat(35) + "...");
  }

  @Test
  void aBatchTellsWhatIsLeftOnceItIsCounted() throws InterruptedException {
    try (BatchLine batch = new BatchLine(line(true), true)) {
      batch.step();
      assertThat(drawn()).containsExactly("1 files");
      batch.count(List.of(1, 2, 3, 4, 5, 6, 7, 8).iterator());
      for (Thread each : Thread.getAllStackTraces().keySet()) {
        if (each.getName().equals("xen2kvm-count")) {
          each.join();
        }
      }
      seconds = 10;
      batch.step();
      assertThat(drawn()).containsExactly("2 of 8 files, 30 s left");
      seconds = 11;
      for (int more = 0; more < 100; more++) {
        batch.step();
      }
      assertThat(drawn()).as("more than were counted").first().isEqualTo("3 of 8 files, 21 s left");
    }
  }

  @Test
  void oneGuestShowsItsStep() {
    GuestLine guests = new GuestLine(line(true));

    guests.runBegins("apply", List.of("web1.xml"));
    guests.step("web1.xml", "web1", COPYING);
    for (seconds = 1; seconds <= 20; seconds++) {
      guests.step("web1.xml", "web1", COPYING.at(seconds, 60));
    }
    List<String> shown = drawn();
    guests.step("web1.xml", "web1", Step.begins(Phase.DEFINING, "defining the domain"));
    guests.guestEnds("web1.xml", ExitCode.DONE, "");
    guests.runEnds(ExitCode.DONE);

    assertThat(shown).startsWith("web1: copying a.img", "web1: copying a.img 1 %")
        .endsWith("web1: copying a.img 33 %, 41 s left");
    assertThat(drawn()).containsExactly("web1: defining the domain");
  }

  @Test
  void ofSeveralGuestsItSaysHowManyAreDone() {
    GuestLine guests = new GuestLine(line(true));

    guests.runBegins("apply", List.of("a", "b", "c", "d"));
    guests.step("a", "one", COPYING);
    guests.step("b", "two", COPYING.at(50));
    seconds = 60;
    guests.guestEnds("a", ExitCode.FAILED, "");

    assertThat(drawn()).containsExactly("0 of 4 guests; one: copying a.img",
        "0 of 4 guests; one: copying a.img; two: copying a.img 50 %", "1 of 4 guests, 3 min left; two: copying a.img 50 %");
  }

  @Test
  void verboseRunsHaveALineForEachStepAndQuarter() {
    StepLines lines = new StepLines(line(false));

    lines.step("a", "one", COPYING);
    for (int percent = 0; percent <= 100; percent++) {
      lines.step("a", "one", COPYING.at(percent));
    }

    assertThat(terminal.toString(StandardCharsets.UTF_8)).isEqualTo("""
        xen2kvm: one: copying a.img
        xen2kvm: one: copying a.img, 25 %
        xen2kvm: one: copying a.img, 50 %
        xen2kvm: one: copying a.img, 75 %
        xen2kvm: one: copying a.img, 100 %
        """);
  }

  private static Step copying(Work work, double percent) {
    List<Step> told = new ArrayList<>();
    CopyProgress progress = new CopyProgress(new TerminalLine(System.err, false, false), false);
    progress.during("web1", (guest, step) -> told.add(step), () -> {
      progress.at(Path.of("/srv/a.img"), work, percent);
      return work;
    });
    return told.get(told.size() - 1);
  }

  @Test
  void aCopyThatGoesOnIsTimedByWhatThisRunDoes() {
    try (BatchLine batch = new BatchLine(line(true), false)) {
      batch.step("a.xml", "a", copying(Work.COPYING, 50));
      seconds = 10;
      batch.step("a.xml", "a", copying(Work.COPYING, 60));
      seconds = 11;
      batch.step("a.xml", "a", copying(Work.COMPARING, 1));

      assertThat(drawn()).containsExactly("a: copying to a.img 50 %", "a: copying to a.img 60 %, 40 s left", "a: comparing a.img 1 %");
    }
  }

  @Test
  void aBatchShowsTheCopyThatIsMadeBesideItsFiles() {
    try (BatchLine batch = new BatchLine(line(true), true)) {
      batch.step("a.xml", "a", Step.begins(Phase.COPYING, "copying to a.img"));
      batch.step("a.xml", "a", copying(Work.COPYING, 0));
      seconds = 10;
      batch.step("a.xml", "a", copying(Work.COPYING, 25));
      assertThat(drawn()).containsExactly("0 files; a: copying to a.img", "0 files; a: copying to a.img 25 %, 30 s left");
      batch.guestEnds("a.xml", ExitCode.DONE, "");
      seconds = 20;
      batch.step();

      assertThat(drawn()).containsExactly("1 files");
    }
  }

  @Test
  void aCopyIsAStepThatBeginsAndIsToldByTenthsOfAPercent() {
    List<String> told = new ArrayList<>();
    CopyProgress copying = new CopyProgress(line(false), false);

    copying.at(Path.of("/srv/none"), Work.COPYING, 1);
    copying.during("web1", (guest, step) -> told.add(guest + " " + step.phase() + " " + step.percent().orElse(-1)), () -> {
      copying.at(Path.of("/srv/a"), Work.COPYING, 10.01);
      copying.at(Path.of("/srv/a"), Work.COPYING, 10.02);
      copying.at(Path.of("/srv/a"), Work.COPYING, 100);
      copying.at(Path.of("/srv/a"), Work.COMPARING, 5);
      copying.tell(Path.of("/srv/a"), "Going on");
      return told;
    });

    assertThat(told).containsExactly("web1 COPYING -1.0", "web1 COPYING 10.0", "web1 COPYING 100.0",
        "web1 READING_BACK -1.0", "web1 READING_BACK 5.0");
    assertThat(drawn()).containsExactly("/srv/a: Going on\n");
  }
}
