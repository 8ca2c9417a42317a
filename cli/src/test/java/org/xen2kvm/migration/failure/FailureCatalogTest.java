package org.xen2kvm.migration.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xen2kvm.cli.option.PolicyChoices;
import org.xen2kvm.guestfix.fix.FixCatalog;
import org.xen2kvm.migration.failure.KnownFailure.Place;

/** Each sign is one that something really prints, is told as itself, and is not seen where all is well. */
final class FailureCatalogTest {
  static Stream<KnownFailure> all() {
    return FailureCatalog.all().stream();
  }

  private static Optional<KnownFailure> seen(KnownFailure known, String text) {
    return known.place() == Place.SERIAL ? FailureCatalog.onConsole(text) : FailureCatalog.onHost(text);
  }

  // ---- the catalogue

  @Test
  void idsAreTheirOwn() {
    List<String> ids = all().map(KnownFailure::id).toList();
    List<String> others = new ArrayList<>();
    PolicyChoices.descriptors().forEach(rule -> others.add(rule.id().value()));
    FixCatalog.builtIn().all().forEach(fix -> others.add(fix.descriptor().id().value()));

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][a-z0-9]*(?:-[a-z0-9]+)*"));
    assertThat(ids).as("explain finds by id").doesNotContainAnyElementsOf(others);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsSaidIsWholeSentences(KnownFailure known) {
    assertThat(known.title()).matches("\\S.*[^.\\n]");
    assertThat(known.cause()).matches("\\S.*\\.");
    assertThat(known.remedy()).matches("\\S.*\\.");
  }

  // ---- samples

  @Test
  void eachHasASampleAndThereIsNoneOfAnother() {
    assertThat(FailureSamples.all().keySet()).containsExactlyInAnyOrderElementsOf(all().map(KnownFailure::id).toList());
  }

  @ParameterizedTest
  @MethodSource("all")
  void eachSampleIsToldAsItselfAndAsNoOther(KnownFailure known) {
    for (String sample : FailureSamples.of(known.id())) {
      assertThat(seen(known, sample).map(KnownFailure::id)).as(sample).contains(known.id());
      assertThat(seen(known, sample.replace("\n", "\r\n")).map(KnownFailure::id)).as("as a console shows it: " + sample)
          .contains(known.id());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theEndOfALongConsoleIsEnough(KnownFailure known) {
    if (known.place() == Place.SERIAL) {
      String before = "[    1.0] usb 1-1: new device found\n".repeat(1500);
      assertThat(FailureCatalog.onConsole(before + FailureSamples.of(known.id()).get(0)).map(KnownFailure::id))
          .contains(known.id());
    }
  }

  // ---- no failure

  @Test
  void aBootThatSucceedsShowsNoneAtAnyMoment() {
    for (String console : HealthyBoots.consoles()) {
      assertThat(FailureCatalog.onConsole(console).map(KnownFailure::id)).as(console).isEmpty();
      for (int end = 0; end <= console.length(); end++) {
        assertThat(FailureCatalog.fatalOnConsole(console.substring(0, end)).map(KnownFailure::id))
            .as(console.substring(0, end)).isEmpty();
      }
    }
  }

  @Test
  void theLogOfAnEmulatorThatRunsShowsNone() {
    assertThat(FailureCatalog.onHost(HealthyBoots.EMULATOR).map(KnownFailure::id)).isEmpty();
    assertThat(FailureCatalog.onHost("").map(KnownFailure::id)).isEmpty();
  }

  @Test
  void whatStopsNoGuestIsToldAndNotFatal() {
    String console = FailureSamples.of("network-name").get(0);

    assertThat(FailureCatalog.onConsole(console).map(KnownFailure::id)).contains("network-name");
    assertThat(FailureCatalog.fatalOnConsole(console)).isEmpty();
  }

  @Test
  void signsDoNotTakeLongOnHostileText() {
    List<String> texts = List.of("GRUB ".repeat(12_000), "ALERT! ".repeat(9000), "Could not open '".repeat(4000),
        "Waiting for device /dev/xvda to appear:".repeat(1600), "Warning: /dev/xvda".repeat(3500), " ".repeat(65_536));
    for (String text : texts) {
      // No time is measured: a sign whose time grows faster than the text would not come back.
      assertThat(Stream.of(FailureCatalog.onConsole(text), FailureCatalog.onHost(text)).toList()).hasSize(2);
    }
  }

  @Test
  void samplesOfThePlacesAreNotMixed() {
    for (Map.Entry<String, List<String>> each : FailureSamples.all().entrySet()) {
      KnownFailure known = all().filter(any -> any.id().equals(each.getKey())).findFirst().orElseThrow();
      assertThat(each.getValue()).as(known.id()).isNotEmpty().allSatisfy(sample ->
          assertThat(known.sign().matcher(sample).find()).isTrue());
    }
  }
}
