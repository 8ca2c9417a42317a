package org.xen2kvm.guestfix.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MacAddressTest {
  @Test
  void everySpellingIsOneAddress() {
    assertThat(MacAddress.of("00:16:3E:0A:0b:01")).contains("00:16:3e:0a:0b:01");
    assertThat(MacAddress.of(" 00-16-3E-0A-0B-01 ")).contains("00:16:3e:0a:0b:01");
    assertThat(MacAddress.of("0016.3E0A.0B01")).contains("00:16:3e:0a:0b:01");
    assertThat(MacAddress.of("0:16:3e:a:b:1")).contains("00:16:3e:0a:0b:01");
  }

  @Test
  void whatNoInterfaceHasIsNone() {
    assertThat(MacAddress.of("00:00:00:00:00:00")).isEmpty();
    assertThat(MacAddress.of("ff:ff:ff:ff:ff:ff")).isEmpty();
    assertThat(MacAddress.of("01:00:5e:00:00:01")).isEmpty();
    assertThat(MacAddress.of("00:16:3e:*")).isEmpty();
    assertThat(MacAddress.of("00:16:3e:0a:0b-01")).isEmpty();
    assertThat(MacAddress.of("")).isEmpty();
    assertThat(MacAddress.of("0".repeat(100_000))).isEmpty();
  }
}
