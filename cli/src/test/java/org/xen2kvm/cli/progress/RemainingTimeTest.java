package org.xen2kvm.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates from parts and times that the tests give. */
final class RemainingTimeTest {
  private final RemainingTime remaining = new RemainingTime(0, 0);

  private static long at(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  private String after(double seconds, double part) {
    remaining.at(part, at(seconds));
    return remaining.words(at(seconds));
  }

  @ParameterizedTest
  @CsvSource({"0.1, 10, 90 s is 2 min left", "0.5, 10, 10 s left", "0.01, 10, 17 min left", "0.001, 10, 2 h 47 min left"})
  void aSteadyPaceGoesOn(double part, double seconds, String words) {
    String expected = words.replaceFirst(".* is ", "");

    assertThat(after(seconds, part)).isEqualTo(expected);
  }

  @Test
  void atFirstNothingIsSaid() {
    assertThat(after(1, 0.1)).isEmpty();
    assertThat(after(2.9, 0.2)).isEmpty();
    assertThat(after(4, 0.3)).isNotEmpty();
  }

  @Test
  void nothingIsSaidOfWhatDoesNotMoveAndOfWhatIsDone() {
    assertThat(after(60, 0)).isEmpty();
    assertThat(after(61, 1)).isEmpty();
  }

  @Test
  void itCountsDownWhileNothingHappens() {
    after(10, 0.5);

    assertThat(remaining.words(at(14))).isEqualTo("6 s left");
    assertThat(remaining.words(at(50))).isEqualTo("1 s left");
  }

  @Test
  void aStallShowsSlowlyAndALastingOneFully() {
    after(10, 0.1);

    assertThat(after(11, 0.1)).isEqualTo("2 min left");
    for (int second = 12; second < 200; second++) {
      after(second, 0.1 + (second - 11) * 0.0001);
    }
    assertThat(remaining.words(at(199))).contains("h");
  }

  @Test
  void aSingleSlowItemDoesNotTellOfAllToCome() {
    for (int item = 1; item <= 10; item++) {
      after(item * 10, item * 0.05);
    }

    // 10 s each, and then one of 200 s: not 20 times as long for the other nine.
    assertThat(after(300, 0.55)).isEqualTo("2 min left");
  }
}
