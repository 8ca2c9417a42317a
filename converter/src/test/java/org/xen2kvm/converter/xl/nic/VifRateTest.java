package org.xen2kvm.converter.xl.nic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The strings and results of the first two tests are those of Xen's own test of xl, tools/xl/check-xl-vif-parse. */
final class VifRateTest {
  @ParameterizedTest
  @CsvSource({
    "16000000b/s, 100000, 50000", "16000000b/s@50ms, 100000, 50000", "2000000B/s, 100000, 50000",
    "2000000B/s@50ms, 100000, 50000",
    "16Kb/s, 100, 50000", "16Kb/s@50ms, 100, 50000", "2KB/s, 100, 50000", "2KB/s@50ms, 100, 50000",
    "16Mb/s, 100000, 50000", "16Mb/s@50ms, 100000, 50000", "2MB/s, 100000, 50000", "2MB/s@50ms, 100000, 50000",
    "8Gb/s, 50000000, 50000", "8Gb/s@50ms, 50000000, 50000", "1GB/s, 50000000, 50000", "1GB/s@50ms, 50000000, 50000",
    "80Mb/s@1s, 10000000, 1000000", "10MB/s@1s, 10000000, 1000000"
  })
  void readsRatesAsXlDoes(String text, long bytesPerInterval, long interval) {
    assertThat(VifRate.parse(text)).hasValueSatisfying(rate -> {
      assertThat(rate.bytesPerInterval()).isEqualTo(bytesPerInterval);
      assertThat(rate.intervalMicros()).isEqualTo(interval);
      assertThat(rate.windowSaid()).isEqualTo(text.contains("@"));
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "foo", "10MB", "10MB/m", "10ZB", "10ZB/s", "10ZB/m",
    "4294967296b/s", "4294967296Kb/s", "4294967296Mb/s", "4294967296Gb/s", "0B/s",
    "10Mb/s@foo", "10Mb/s@10h", "10MB/s@foo", "10MB/s@10h",
    "1B/s@4294967296us", "1B/s@4294968ms", "1B/s@4295s", "1B/s@0us", "4294967295GB/s@5us", "4296MB/s@4294s", "@"
  })
  void refusesRatesThatXlRefuses(String text) {
    assertThat(VifRate.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "B/s", "KB/s", "/s", "b", "s", "10Mb/s@", "10Mb/s@ms", "10 Mb/s", "-1Mb/s", "1.5Mb/s", "0x10Mb/s", "10mb/s",
    "99999999999999999999Mb/s", "10Mb/s@50ns", "10Mb/s@50mss", "09b/s", "\u0661Mb/s", "10Mb/s@5@5"
  })
  void refusesWhatIsNoRate(String text) {
    assertThat(VifRate.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10240KB/s, 10240", "10Mb/s, 1250", "250KB/s, 250", "1b/s, 1", "1500B/s, 2", "010KB/s, 8",
    "4294967295GB/s@1us, 4294967295000000"
  })
  void givesLibvirtsKilobytes(String text, long average) {
    assertThat(VifRate.parse(text)).hasValueSatisfying(rate -> assertThat(rate.kilobytesPerSecond()).isEqualTo(average));
  }

  @Test
  void takesANumberAloneForSeconds() {
    assertThat(VifRate.parse("1MB/s@2")).hasValueSatisfying(rate -> assertThat(rate.intervalMicros()).isEqualTo(2_000_000));
    assertThat(VifRate.parse("1MB/s@2u")).hasValueSatisfying(rate -> assertThat(rate.intervalMicros()).isEqualTo(2));
    assertThat(VifRate.parse("1MB/s@2m")).hasValueSatisfying(rate -> assertThat(rate.intervalMicros()).isEqualTo(2000));
  }

  @Test
  void letsAGuestSaveUpWhatNetbackLetsIt() {
    assertThat(VifRate.parse("1MB/s@20ms")).hasValueSatisfying(rate -> assertThat(rate.burstKibibytes()).isEqualTo(128));
    assertThat(VifRate.parse("10MB/s@1s")).hasValueSatisfying(rate -> assertThat(rate.burstKibibytes()).isEqualTo(9766));
  }
}
