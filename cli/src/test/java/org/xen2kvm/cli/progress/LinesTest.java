package org.xen2kvm.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
        .endsWith("web1: copying a.img 33 %, 40 s left");
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

  @Test
  void aCopyThatGoesOnIsTimedByWhatThisRunDoes() {
    CopyProgress copying = new CopyProgress(line(true), true);

    copying.at(Path.of("a"), Work.COPYING, 50);
    seconds = 10;
    copying.at(Path.of("a"), Work.COPYING, 60);
    seconds = 11;
    copying.at(Path.of("a"), Work.COMPARING, 1);

    assertThat(drawn()).containsExactly(" 50 %  copying to a", " 60 %, 40 s left  copying to a", "  1 %  comparing a");
  }

  @Test
  void copiesMadeAtATimeAreToldApart() {
    CopyProgress copying = new CopyProgress(line(false), false);

    for (int percent = 0; percent <= 20; percent++) {
      copying.at(Path.of("a"), Work.COPYING, percent);
      copying.at(Path.of("b"), Work.COPYING, percent / 2.0);
    }

    assertThat(terminal.toString(StandardCharsets.UTF_8))
        .isEqualTo("copying to a: 10 %\ncopying to a: 20 %\ncopying to b: 10 %\n");
  }
}
