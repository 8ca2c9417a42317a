package org.xen2kvm.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xen2kvm.converter.GuestFacts;
import org.xen2kvm.converter.GuestFacts.OperatingSystem;

final class GuestFactsReaderTest {
  @Test
  void readsEveryFact() throws Exception {
    GuestFacts facts = GuestFactsReader.read("""
        version: 1
        os: linux
        name: Debian GNU/Linux 12 (bookworm)
        virtio-disk: true
        virtio-net: true
        boot-loader-in-mbr: false
        """, "web1.facts.yaml");

    assertThat(facts).isEqualTo(new GuestFacts(OperatingSystem.LINUX, Optional.of("Debian GNU/Linux 12 (bookworm)"),
        Optional.of(true), Optional.of(true), Optional.of(false)));
  }

  @Test
  void readsJson() throws Exception {
    GuestFacts facts = GuestFactsReader.read("""
        {
          "os" : "windows",
          "virtio-disk" : false
        }
        """, "web1.facts.json");

    assertThat(facts).isEqualTo(new GuestFacts(
        OperatingSystem.WINDOWS, Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty()));
  }

  @Test
  void whatIsLeftOutIsUnknown() throws Exception {
    assertThat(GuestFactsReader.read("os: unknown", "f")).isEqualTo(GuestFacts.unknown());
    assertThat(GuestFactsReader.read("os: other", "f")).isEqualTo(GuestFacts.of(OperatingSystem.OTHER));
  }

  @ParameterizedTest
  @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
      os: bsd => f.yaml:1:5: error: os: 'bsd' is none of linux, windows, other, unknown
      virtio-disk: true => f.yaml:1:1: error: the key 'os' is missing
      {os: linux, virtio-nic: true} => f.yaml:1:13: error: there is no key 'virtio-nic' here; did you mean 'virtio-net'?
      {os: linux, virtio-net: 1} => f.yaml:1:25: error: virtio-net: true or false is needed, not '1', a whole number
      {os: linux, name: "a\\nb"} => f.yaml:1:19: error: name: 'a b' is not a name on one line
      """)
  void aMistakeIsToldWithItsLine(String text, String message) {
    PolicyException failure =
        catchThrowableOfType(PolicyException.class, () -> GuestFactsReader.read(text, "f.yaml"));

    assertThat(failure).hasMessage(message);
  }

  @Test
  void anEmptyFileIsRefused() {
    PolicyException failure = catchThrowableOfType(PolicyException.class, () -> GuestFactsReader.read("", "f.yaml"));

    assertThat(failure).hasMessage(
        "f.yaml:1:1: error: there is no description of a guest here; one that says nothing is written os: unknown");
  }
}
